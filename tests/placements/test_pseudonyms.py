"""A pseudonym means one student to one company, and nothing to anybody else."""

from uuid import uuid4

from placements import pseudonyms
from placements.pseudonyms import find_pseudonym, pseudonym
from profiles.models import Company

SANNE = uuid4()


def company() -> Company:
    return Company(uuid=uuid4(), name="Maasland Metaal")


def test_it_stays_the_same_for_one_company():
    metal = company()
    assert pseudonym(metal, SANNE) == pseudonym(metal, SANNE)


def test_two_companies_have_none_in_common():
    students = [uuid4() for _ in range(200)]
    metal, wood = company(), company()
    assert {pseudonym(metal, each) for each in students} & {
        pseudonym(wood, each) for each in students
    } == set()


def test_it_is_not_the_students_own_number_nor_without_the_key(settings):
    metal = company()
    before = pseudonym(metal, SANNE)
    pseudonyms._key.cache_clear()
    settings.SECRET_KEY = "another installation's key"
    after = pseudonym(metal, SANNE)
    pseudonyms._key.cache_clear()
    assert before not in {SANNE, after}


def test_it_is_found_back_among_those_whom_one_may_see_only():
    metal, others = company(), [uuid4() for _ in range(3)]
    called = pseudonym(metal, SANNE)
    assert find_pseudonym(metal, [*others, SANNE], called) == SANNE
    assert find_pseudonym(metal, others, called) is None
    assert find_pseudonym(company(), [*others, SANNE], called) is None
