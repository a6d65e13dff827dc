"""The class table and the funnel held to a slow count per student, over random histories."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.funnel import Step, funnel
from monitoring.progress import read_class, read_school_year
from monitoring.stages import Stage, class_table, totals
from placements.models import Placement
from profiles.models import Enrolment, StudentGroup
from tests import world as make
from tests.monitoring.school_lives import YEARS, live, lives, make_school
from tests.placements.agreed import agreed

NOW = 2026
Status = Placement.Status
GOOD = ("started", "signed", "agreed", "finished", "broken_off")


def group_in(student, school, year) -> list[StudentGroup]:
    """Say in which classes of a year a student counts, from his own enrolments."""
    of_year = [
        each
        for each in Enrolment.objects.filter(student=student).order_by("started_on", "pk")
        if each.group.school_id == school.pk and each.group.school_year == year
    ]
    if year >= NOW:
        return [each.group for each in of_year if each.ended_on is None or each.ended_on > make.TODAY]
    in_year = [each for each in of_year if any(was_in(each, day) for day in days_of(year))]
    return [in_year[-1].group] if in_year else []


def days_of(year):
    first = date(year, 8, 1)
    return (first + timedelta(days) for days in range((date(year + 1, 8, 1) - first).days))


def was_in(enrolment, day) -> bool:
    return enrolment.started_on <= day and (enrolment.ended_on is None or day < enrolment.ended_on)


def best_place(student, school, year) -> str | None:
    """Look at every placement of one student."""
    kinds = {"internship", "apprenticeship", "graduation_project"}
    if school.kind == "vo":
        kinds.add("orientation_visit")
    first_of_october, found = date(year, 10, 1), set()
    for each in student.placements.all():
        if each.school_id != school.pk or each.kind not in kinds or each.status == "cancelled":
            continue
        last = each.ended_on or (each.end if each.status == "started" else None)
        ran_then = each.started_on is not None and each.start <= first_of_october
        ran_then = ran_then and (last is None or last >= first_of_october)
        if each.school_year == year or (each.school_year < year and ran_then):
            found.add(each.status)
    return next((status for status in GOOD if status in found), None)


def slowly(student, school, year) -> tuple[Stage, Step]:
    """Say stage and step of one student by looking at everything of his."""
    place = best_place(student, school, year)
    contact = student.contacts.filter(school_year=year).exists()
    waits = any(each.is_waiting or each.state == "queued" for each in student.applications.all())
    talked = any(
        each.school_year == year and each.kind != "careers_event" for each in student.encounters.all()
    )
    profile = student.skills.count() >= 3 and bool(student.level) and bool(student.place)
    if place:
        stage = {"agreed": "agreement_pending", "finished": "over", "broken_off": "over"}.get(place, place)
        return Stage(stage), Step({"agreed": "place", "signed": "agreement"}.get(place, "started"))
    if contact or (waits and year >= NOW):
        stage = Stage.NO_PLACE
    else:
        stage = Stage.NO_APPLICATION if profile else Stage.NO_PROFILE
    reached = [("talk", talked), ("contact", contact), ("profile", profile)]
    return stage, Step(next((step for step, is_there in reached if is_there), "nothing"))


@pytest.mark.parametrize("kind", ["vo", "mbo"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(everybody=st.lists(lives, max_size=5), pupils=st.integers(0, 3))
def test_stages_and_steps_are_those_counted_one_by_one(world, kind, everybody, pupils):
    with transaction.atomic():
        groups = make_school(kind, pupils)
        students = [live(life, groups, world.gilde, world.vacancy) for life in everybody]
        school = groups[NOW, 0].school
        for year in YEARS:
            expected = {}
            for number in (0, 1):
                expected[number] = dict.fromkeys(Stage, 0) | {Stage.NO_PROFILE: pupils * number}
            steps = dict.fromkeys(Step, 0) | {Step.NOTHING: pupils}
            for student in students:
                stage, step = slowly(student, school, year)
                for group in group_in(student, school, year):
                    expected[int(group.name[1])][stage] += 1
                    steps[step] += 1
            told = read_school_year(school, year)
            rows, rungs = class_table(told), funnel(told)
            assert {int(row.group.name[1]): row.counts for row in rows} == expected
            assert {rung.step: rung.stuck for rung in rungs} == steps
            alone = [class_table(read_class(group))[0].counts for group in told.groups]
            assert alone == [row.counts for row in rows]
            assert sum(totals(rows).values()) == told.size == rungs[0].reached == sum(steps.values())
            assert [rung.reached - rung.stuck for rung in rungs] == [
                *(rung.reached for rung in rungs[1:]),
                0,
            ]
        transaction.set_rollback(True)


def test_the_size_of_a_class_is_that_of_the_class_list(world):
    make.make_student(world.group)
    left = make.make_student(world.group)
    left.enrolments.update(ended_on=make.TODAY)
    StudentGroup.objects.update(pupils=7)
    (row,) = class_table(read_school_year(world.gilde, NOW))
    assert row.size == StudentGroup.objects.with_size().get().size == 9
    assert row.counts[Stage.NO_PROFILE] == 9


@pytest.mark.parametrize(("ended", "stage"), [(date(2026, 9, 30), "no_profile"), (date(2026, 10, 1), "over")])
def test_what_began_a_year_before_counts_when_it_ran_on_the_first_of_october(world, ended, stage):
    agreed(
        world, start=date(2026, 2, 1), school_year=2025, status="broken_off", started_on=date(2026, 2, 1),
        ended_on=ended, end_reason="illness",
    )  # fmt: skip
    (row,) = class_table(read_school_year(world.gilde, NOW))
    assert {each for each in Stage if row.counts[each]} == {stage}


@pytest.mark.parametrize("many", [1, 12])
def test_it_takes_three_queries_for_any_number_of_students(world, many, django_assert_num_queries):
    for number in range(many):
        group = make.make_group(world.gilde, f"K{number}")
        agreed(world, make.make_student(group), group=group)
    with django_assert_num_queries(3):
        told = read_school_year(world.gilde, NOW)
        assert len(class_table(told)) == many + 1
        assert funnel(told)[0].reached == many + 1
