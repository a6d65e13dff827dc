"""Today's rankings: what was saved counts at once, both ways, at a fixed number of queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.rendering import render
from placements.recommending import (
    excluded_persons_for,
    excluded_posts_for,
    explain,
    persons_for,
    posts_for,
    why_not,
)
from profiles.match_changes import persons_changed
from profiles.models import Student, StudentSkill
from tests.world import World, make_group, make_school, make_skill, make_student, make_vacancy
from vacancies.models import Vacancy
from vacancies.publishing import close, publish


def shown(world: World) -> list[str]:
    return [item.vacancy for item in posts_for(world.sanne).items]


def test_sanne_sees_the_vacancy_with_reasons_that_add_up(world: World) -> None:
    ranked = posts_for(world.sanne)
    item = ranked.items[0]
    assert (ranked.eligible_count, item.vacancy) == (1, str(world.vacancy.uuid))
    assert sum(row.points for row in item.reasons) == item.points
    sentences = [render(row, "en", ranked.label) for row in item.reasons]
    assert sentences[0].startswith("Has welding")


def test_both_sides_give_the_same_score(world: World) -> None:
    there, back = posts_for(world.sanne).items[0], persons_for(world.vacancy).items[0]
    assert (back.student, back.vacancy, back.parts) == (there.student, there.vacancy, there.parts)
    assert explain(world.sanne, world.vacancy).items[0].parts == there.parts


def test_a_saved_profile_counts_in_the_next_ranking_both_ways(world: World) -> None:
    before = posts_for(world.sanne).items[0].points, persons_for(world.vacancy).items[0].points
    StudentSkill.objects.create(
        student=world.sanne, skill=make_skill("tekeninglezen"), text="tekeninglezen", command=3
    )
    persons_changed([world.sanne.pk])
    after = posts_for(world.sanne).items[0].points, persons_for(world.vacancy).items[0].points
    assert (before[0], after[0]) == (before[1], after[1])
    assert after[0] > before[0]


def test_a_closed_vacancy_is_gone_and_comes_back(world: World) -> None:
    seen = [shown(world)]
    close(world.vacancy, by=world.bram)
    seen.append(shown(world))
    publish(world.vacancy, by=world.bram)
    assert [*seen, shown(world)] == [[str(world.vacancy.uuid)], [], [str(world.vacancy.uuid)]]


def test_a_new_vacancy_is_there_at_once(world: World) -> None:
    first = shown(world)
    second = make_vacancy(world.establishment, {"lassen": "should"})
    assert sorted(shown(world)) == sorted([*first, str(second.uuid)])


def test_pages_together_are_the_whole_list(world: World) -> None:
    for _ in range(6):
        make_vacancy(world.establishment, {"lassen": "should"})
    pages = [
        item.vacancy for offset in (0, 3, 6) for item in posts_for(world.sanne, top=3, offset=offset).items
    ]
    assert pages == [item.vacancy for item in posts_for(world.sanne, top=100).items]
    assert len(set(pages)) == posts_for(world.sanne, top=1).eligible_count == 7


def test_only_those_whom_one_may_see_are_ranked_and_counted(world: World) -> None:
    make_student(make_group(make_school("Het Kwadrant")), first_name="Noor")
    everybody = persons_for(world.vacancy)
    own = persons_for(world.vacancy, among=Student.objects.visible_to(world.coordinator))
    assert (everybody.eligible_count, own.eligible_count) == (2, 1)
    assert [item.student for item in own.items] == [str(world.sanne.uuid)]


def test_why_not_names_every_rule(world: World) -> None:
    far = make_student(world.group, reach_km=5, kinds=[Vacancy.Kind.SIDE_JOB])
    assert [failure.rule for failure in why_not(far, world.vacancy)] == ["kind", "reach"]
    assert why_not(world.sanne, world.vacancy) == ()


def test_the_excluded_are_listed_with_their_rules(world: World) -> None:
    job = make_vacancy(world.establishment, kind=Vacancy.Kind.SIDE_JOB)
    by_student = excluded_posts_for(world.sanne)
    assert [(each.vacancy, [f.rule for f in each.failures]) for each in by_student.items] == [
        (str(job.uuid), ["kind"])
    ]
    by_vacancy = excluded_persons_for(job, among=Student.objects.visible_to(world.coordinator))
    assert (by_vacancy.count, by_vacancy.items[0].student) == (1, str(world.sanne.uuid))


def test_near_misses_come_first_among_the_excluded(world: World) -> None:
    worse = make_vacancy(world.establishment, {"metselen": "should"}, kind="side_job", occupation=None)
    better = make_vacancy(world.establishment, {"lassen": "should"}, kind="side_job")
    hopeless = make_vacancy(
        world.establishment, {"lassen": "should"}, kind="first_job", level_min=7, level_max=8
    )
    whole = [item.vacancy for item in excluded_posts_for(world.sanne).items]
    assert whole == [str(each.uuid) for each in (better, worse, hopeless)]
    pages = [excluded_posts_for(world.sanne, top=1, offset=offset).items[0].vacancy for offset in (0, 1, 2)]
    assert pages == whole


@pytest.mark.parametrize(
    "ask",
    [
        lambda world: posts_for(world.sanne),
        lambda world: persons_for(world.vacancy),
        lambda world: persons_for(world.vacancy, among=Student.objects.visible_to(world.admin)),
        lambda world: why_not(world.sanne, world.vacancy),
    ],
)
@pytest.mark.parametrize("more", [1, 30])
def test_queries_do_not_grow(world: World, ask: Callable[[World], object], more: int) -> None:
    for _ in range(more):
        make_vacancy(world.establishment, {"lassen": "should"})
        make_student(world.group)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            ask(world)
        counts.append(len(captured))
    assert counts[1] <= 6


def test_a_minor_becomes_an_adult_in_time(world: World) -> None:
    Student.objects.filter(pk=world.sanne.pk).update(birth_date=date(2009, 3, 2))
    world.sanne.refresh_from_db()
    Vacancy.objects.filter(pk=world.vacancy.pk).update(hazard="adults_only", start=date(2027, 2, 1))
    early = [failure.rule for failure in why_not(world.sanne, world.vacancy)]
    Vacancy.objects.filter(pk=world.vacancy.pk).update(start=date(2027, 4, 1))
    assert (early, why_not(world.sanne, world.vacancy)) == (["age"], ())
