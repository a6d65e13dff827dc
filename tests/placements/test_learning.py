"""From missing skills to courses: what is missing, which courses teach it, what comes first."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.relatedness import Reason
from placements.learning import courses_for
from profiles.models import Block, Company
from reference.models import SkillRelation
from tests.world import make_company, make_course, make_place, make_skill, make_vacancy
from vacancies.registering import People, register_people

EARLY = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}


def missing(found) -> list[tuple[str, str, int, int]]:
    return [(each.text, each.weight, each.asked, each.counts) for each in found.missing]


def suggested(found) -> list[str]:
    return [each.course.title for each in found.suggestions]


def test_what_is_missing_for_a_vacancy_is_what_it_asks_and_the_student_lacks(world):
    found = courses_for(world.sanne, world.vacancy)
    assert missing(found) == [("tekeninglezen", "should", 1, 2)]
    assert found.name(found.missing[0], "nl") == "tekeninglezen"
    assert suggested(found) == []


def test_over_the_best_matches_what_is_asked_most_and_most_urgently_counts_first(world):
    make_vacancy(world.establishment, {"lassen": "must", "frezen": "nice", "tekeninglezen": "must"})
    make_vacancy(world.establishment, {"lassen": "must", "frezen": "nice", "meten": "must"})
    found = courses_for(world.sanne)
    assert missing(found) == [
        ("tekeninglezen", "must", 2, 5),
        ("meten", "must", 1, 3),
        ("frezen", "nice", 2, 2),
    ]


def test_courses_that_teach_it_are_suggested_and_others_are_not(world):
    teaches = make_course("tekeninglezen", "koken", title="Lezen")
    make_course("koken", title="Koken")
    (found,) = courses_for(world.sanne, world.vacancy).suggestions
    assert found.course == teaches
    ((taught),) = found.teaches
    assert (taught.missing.text, taught.by.text, taught.because) == ("tekeninglezen", "tekeninglezen", "same")


@pytest.mark.parametrize(("kind", "is_enough"), [("broader", True), ("related", True)])
def test_a_related_skill_is_taught_for_it_and_said_to_be(world, kind, is_enough):
    SkillRelation.objects.create(skill=make_skill("schetsen"), other=make_skill("tekeninglezen"), kind=kind)
    make_course("schetsen", title="Schetsen")
    found = courses_for(world.sanne, world.vacancy)
    assert [(each.by.text, each.because) for item in found.suggestions for each in item.teaches] == [
        ("schetsen", Reason.STATED)
    ] * is_enough


def test_words_that_no_vocabulary_knows_are_taught_in_the_same_words(world):
    vacancy = make_vacancy(world.establishment, {"lassen": "must"})
    vacancy.skills.create(text="Hamerslag zetten", weight="must")
    course = make_course()
    course.skills.create(text="hamerslag  zetten")
    found = courses_for(world.sanne, vacancy)
    assert (missing(found), suggested(found)) == ([("Hamerslag zetten", "must", 1, 3)], [course.title])


def test_what_is_in_reach_comes_first_then_what_begins_first(world):
    weert, far = make_place("6001"), make_place("6211")
    for title, told in {
        "far and early": {"place": far, **EARLY},
        "near": {"place": weert},
        "online and far": {"place": far, "online": True},
        "near and early": {"place": weert, **EARLY},
        "nowhere": EARLY,
    }.items():
        make_course("tekeninglezen", title=title, **told)
    found = courses_for(world.sanne, world.vacancy)
    assert [(each.course.title, each.in_reach, each.metres is None) for each in found.suggestions] == [
        ("near and early", True, False),
        ("near", True, False),
        ("online and far", True, False),
        ("far and early", False, False),
        ("nowhere", False, True),
    ]
    assert 40_000 < found.suggestions[3].metres < 55_000


def test_the_edge_of_ones_reach_is_within_it(world):
    make_course("tekeninglezen", place=make_place("6041"))
    found = {}
    for reach in (20, 21, None):
        world.sanne.reach_km = reach
        found[reach] = courses_for(world.sanne, world.vacancy).suggestions[0].in_reach
    assert found == {20: False, 21: True, None: True}


def test_no_course_is_suggested_that_cannot_be_had(world):
    for told in (
        {"status": "draft"},
        {"status": "cancelled"},
        {"starts_on": date(2026, 11, 20), "ends_on": date(2027, 1, 1)},
    ):
        make_course("tekeninglezen", **told)
    full = make_course("tekeninglezen", seats=2)
    register_people(full, People("job_seeker", 2), by=world.admin)
    unverified = make_company("Nieuw")
    make_course("tekeninglezen", company=unverified)
    Company.objects.filter(pk=unverified.pk).update(verified_at=None)
    blocked = make_company("Nooit Meer")
    make_course("tekeninglezen", company=blocked)
    Block.objects.create(student=world.sanne, company=blocked, side=Block.Side.COMPANY)
    here = make_course("tekeninglezen", company=world.company)
    assert suggested(courses_for(world.sanne, world.vacancy)) == [here.title]


def test_who_misses_nothing_is_sent_nowhere(world):
    vacancy = make_vacancy(world.establishment, {"lassen": "must"})
    make_course("lassen")
    found = courses_for(world.sanne, vacancy)
    assert (found.missing, found.suggestions) == ((), ())


def test_it_takes_twelve_queries_at_most_whatever_the_numbers(world):
    counts = []
    for more in (1, 5):
        for number in range(more):
            make_vacancy(world.establishment, {"lassen": "must", f"zagen {more} {number}": "must"})
            make_course(f"zagen {more} {number}", place=make_place(), company=world.company)
        courses_for(world.sanne)
        with CaptureQueriesContext(connection) as queries:
            found = courses_for(world.sanne)
            [item.course.place.municipality.name for item in found.suggestions]
            [each.by.skill.name for item in found.suggestions for each in item.teaches]
        counts.append((len(found.suggestions), len(queries)))
    assert [many for many, _queries in counts] == [1, 6]
    assert counts[0][1] == counts[1][1] <= 11
