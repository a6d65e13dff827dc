"""The words of vacancies after the vocabulary changed."""

import pytest

from profiles.models import MatchChange
from reference.editions import current
from reference.models import OccupationLabel, SkillLabel
from tests.lists import load_vacancies
from tests.world import World, make_occupation, make_skill
from vacancies import relinking
from vacancies.models import Vacancy
from vacancies.relinking import relink_vacancies
from vacancies.tasks import relink_vacancies as relink_task

HEADER = "referentie;soort;titel;vaardigheden"


def load(world: World, *rows: str) -> None:
    assert load_vacancies(HEADER, *rows, company=world.company).errors == []


def name(skill: str, text: str) -> None:
    """Let a skill be called so too."""
    SkillLabel.objects.create(
        skill=make_skill(skill), language="nl", kind="alternative", text=text, folded=text
    )


def asked(reference: str) -> list[tuple]:
    rows = Vacancy.objects.get(reference=reference).skills.order_by("pk")
    return [(row.text, row.skill and row.skill.labels.first().text, row.weight) for row in rows]


def test_a_list_says_by_which_edition_it_was_read(world):
    load(world, "A;stage;Iets met metaal;lassen")
    made = Vacancy.objects.get(reference="A")
    assert (made.words_edition, made.occupation, relink_vacancies()) == (current(), None, 0)


def test_words_that_have_become_a_skill_ask_for_it(world):
    load(world, "A;stage;Lasser;!vonken maken|zagen", "B;stage;Lasser;zagen")
    name("lassen", "vonken maken")
    MatchChange.objects.all().delete()
    assert (relink_vacancies(), relink_vacancies()) == (2, 0)
    assert asked("A") == [("vonken maken", "lassen", "must"), ("zagen", None, "should")]
    changed = Vacancy.objects.get(reference="A").pk
    assert list(MatchChange.objects.values_list("side", "row_id")) == [("post", changed)]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("lassen|!vonken maken", ("lassen", "lassen", "must")),
        ("!lassen|~vonken maken", ("lassen", "lassen", "must")),
        ("vonken maken|~vonken", ("vonken maken", "lassen", "should")),
    ],
)
def test_what_is_asked_in_two_wordings_is_asked_once_at_its_greatest_weight(world, listed, expected):
    load(world, f"A;stage;Lasser;{listed}")
    name("lassen", "vonken maken")
    name("lassen", "vonken")
    relink_vacancies()
    assert asked("A") == [expected]


def test_a_title_that_has_become_a_name_gives_the_occupation(world):
    load(world, "A;stage;Vonkentrekker;lassen", "B;stage;Lasser;lassen")
    near = Vacancy.objects.get(reference="A").near_occupations
    plumber = make_occupation("vonkentrekker")
    relink_vacancies()
    made = Vacancy.objects.get(reference="A")
    assert (near, made.occupation, made.near_occupations) == ([], plumber, [])


def test_a_title_keeps_the_few_occupations_that_it_resembles(world):
    load(world, "A;stage;Vonken met lassers;lassen")
    lasser = str(world.vacancy.occupation.uuid)
    assert Vacancy.objects.get(reference="A").near_occupations == [lasser]


def test_an_occupation_that_is_known_stays(world):
    load(world, "A;stage;Lasser;zagen")
    known = Vacancy.objects.get(reference="A").occupation
    OccupationLabel.objects.filter(occupation=known).update(text="bakker", folded="bakker")
    name("lassen", "vonken maken")
    assert relink_vacancies() == 1
    assert Vacancy.objects.get(reference="A").occupation == known


@pytest.mark.parametrize("chunk", [1, 500])
def test_relinking_streams_and_goes_on_where_it_was(world, monkeypatch, chunk):
    monkeypatch.setattr(relinking, "CHUNK", chunk)
    load(world, *(f"{number};stage;Lasser;zagen" for number in range(3)))
    name("lassen", "vonken maken")
    assert (relink_vacancies(most=1), relink_task()) == ((1, 2) if chunk == 1 else (3, 0))
