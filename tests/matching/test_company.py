"""Words that may mean many things are read by the company they keep, and never count for less."""

from matching.company import Company
from matching.records import Link

COMPANY = Company(
    [
        ("welder", "mig", "essential"),
        ("welder", "grinding", "essential"),
        ("cook", "cutting vegetables", "essential"),
        ("tailor", "cutting cloth", "optional"),
    ]
)
CUTTING = (Link("cutting cloth", 0.5), Link("cutting vegetables", 0.5))


def test_what_keeps_company_is_lifted_and_the_rest_stays():
    cook = Company([("cook", "cooking", "essential"), ("cook", "cutting vegetables", "essential")])
    one, other = cook.lifted([(Link("cooking"),), CUTTING])
    assert (one, other[0]) == ((Link("cooking"),), Link("cutting cloth", 0.5))
    assert other[1] == Link("cutting vegetables", 0.6632)


def test_the_best_company_counts_by_its_own_strength():
    links = [COMPANY.lifted([(Link("mig", own),), (Link("grinding", 0.5),)])[1][0] for own in (0.2, 0.8, 1.0)]
    assert [link.strength for link in links] == sorted({link.strength for link in links})


def test_words_keep_no_company_with_themselves():
    alone = [(Link("mig", 0.5), Link("grinding", 0.5))]
    assert COMPANY.lifted(alone) == alone


def test_without_relations_nothing_is_lifted():
    assert Company(()).lifted([CUTTING, (Link("mig"),)]) == [CUTTING, (Link("mig"),)]


def test_one_wording_more_never_lowers_another():
    before = COMPANY.lifted([(Link("grinding", 0.5),), CUTTING])
    after = COMPANY.lifted([(Link("grinding", 0.5),), CUTTING, (Link("mig"),), (Link("unheard of", 0.4),)])
    assert all(
        old.strength <= new.strength
        for olds, news in zip(before, after, strict=False)
        for old, new in zip(olds, news, strict=True)
    )
