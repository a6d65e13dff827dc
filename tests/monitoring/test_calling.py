"""Whom to call first: who is on the list, why, in which order, and what could be done."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from matching.chances import Chances
from monitoring.calling import NextStep, calls
from monitoring.progress import read_school_year
from monitoring.urgency import Reason
from placements.applying import apply
from placements.blocking import block_company
from placements.models import Application, Contact
from profiles.models import MatchChange, StudentSkill
from tests import world as make
from tests.placements.agreed import agreed
from vacancies.models import Vacancy


def listed(world):
    with override("en"):
        return list(calls(read_school_year(world.gilde, make.SCHOOL_YEAR)))


def only(world):
    (call,) = listed(world)
    return call


def reason(call, code) -> Reason | None:
    return next((each for each in call.reasons if each.code == code), None)


def known(student):
    """Let enough be known of a student."""
    for name in ("slijpen", "boren", "meten"):
        StudentSkill.objects.create(student=student, skill=make.make_skill(name), text=name)


def closed(student, world, state, **fields) -> Application:
    """Make an application that ended."""
    now = timezone.now()
    return Application.objects.create(
        student=student, vacancy=make.make_vacancy(world.establishment), door="apply", state=state,
        **({"requested_at": now, "ended_at": now} | fields),
    )  # fmt: skip


def test_who_has_a_place_is_not_called(world):
    agreed(world)
    make.make_student()
    assert listed(world) == []


def test_an_empty_class_asks_nothing_more(world, django_assert_num_queries):
    told = read_school_year(world.gilde, make.SCHOOL_YEAR - 5)
    with django_assert_num_queries(0):
        assert list(calls(told)) == []


@pytest.mark.parametrize(
    ("days", "code", "points"),
    [
        (-1, "start_passed", 4000),
        (0, "start_passed", 4000),
        (1, "start_ahead", 3977),
        (90, "start_ahead", 2000),
        (179, "start_ahead", 22),
        (180, "start_ahead", 0),
        (181, "start_ahead", 0),
        (None, "start_unknown", 1000),
    ],
)
def test_the_sooner_somebody_wants_to_start_the_more_urgent(world, days, code, points):
    world.sanne.available_from = None if days is None else make.TODAY + timedelta(days)
    world.sanne.save()
    assert reason(only(world), code).points == points


def test_the_stage_counts_and_leads_to_the_next_step(world):
    call = only(world)
    assert (call.stage, reason(call, "stage").points, call.next_step) == (
        "no_profile",
        1500,
        NextStep.COMPLETE,
    )
    known(world.sanne)
    call = only(world)
    assert (call.stage, reason(call, "stage").points, call.next_step) == (
        "no_application", 1000, NextStep.PROPOSE,
    )  # fmt: skip
    world.sanne.user = None
    world.sanne.save()
    assert only(world).next_step == NextStep.LET_IN


def test_what_was_asked_in_vain_counts_up_to_three_times(world):
    assert reason(only(world), "contacts_closed") is None
    for number, state in enumerate(("declined", "expired", "superseded", "declined"), 1):
        closed(world.sanne, world, state)
        found = reason(only(world), "contacts_closed")
        assert (found.values, found.points) == ({"count": number}, 500 * min(number, 3))


def test_what_was_taken_back_or_asked_a_year_ago_does_not_count(world):
    closed(world.sanne, world, "withdrawn")
    last_year = timezone.now() - timedelta(days=200)
    closed(world.sanne, world, "declined", requested_at=last_year, ended_at=last_year)
    assert reason(only(world), "contacts_closed") is None


def test_what_was_taken_out_since_was_in_vain_as_well(world):
    contact = {"door": "apply", "kind": "internship", "company": world.company, "sent_on": make.TODAY}
    Contact.objects.create(student=world.sanne, school_year=2026, **contact)
    Contact.objects.create(student=world.sanne, school_year=2025, **contact)
    assert reason(only(world), "contacts_closed").values == {"count": 1}


@pytest.mark.parametrize(("days", "points"), [(-1, None), (0, -1500), (7, -1500), (8, -1000)])
def test_who_waits_for_an_answer_is_less_urgent(world, days, points):
    known(world.sanne)
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    Application.objects.filter(pk=application.pk).update(answer_by=make.TODAY + timedelta(days))
    call = only(world)
    assert call.stage == "no_place"
    if points is None:
        assert reason(call, "waits") is None
        assert (reason(call, "contacts_closed").values, call.next_step) == ({"count": 1}, NextStep.PROPOSE)
    else:
        assert (reason(call, "waits").points, call.next_step) == (points, NextStep.AWAIT)


@pytest.mark.parametrize(("seats", "points"), [(1, 2850), (19, 150), (20, 0), (21, 0)])
def test_the_more_free_seats_suit_the_less_urgent(world, seats, points):
    Vacancy.objects.update(seats=seats + 2, seats_taken=2)
    found = reason(only(world), "seats")
    assert (found.values, found.points) == ({"seats": seats, "obstacle": None}, points)


def test_seats_that_are_no_place_do_not_count(world):
    world.sanne.kinds = None
    world.sanne.save()
    make.make_vacancy(world.establishment, kind="side_job", seats=9)
    assert reason(only(world), "seats").values["seats"] == 1
    Vacancy.objects.filter(pk=world.vacancy.pk).update(seats_taken=1)
    MatchChange.objects.create(side="post", row_id=world.vacancy.pk)
    assert reason(only(world), "no_seats").values == {"seats": 0, "obstacle": None}


def test_what_stands_in_the_way_is_named(world):
    known(world.sanne)
    world.sanne.reach_km = 5
    world.sanne.save()
    call = only(world)
    found = reason(call, "no_seats")
    assert (found.values, found.points) == ({"seats": 0, "obstacle": "reach"}, 3000)
    assert found.text == "No free seat suits: most of all the distance stands in the way."
    assert call.next_step == NextStep.WIDEN


def test_a_company_that_is_blocked_offers_no_seats(world):
    block_company(world.sanne, world.company, by=world.sanne.user)
    assert reason(only(world), "no_seats").values == {"seats": 0, "obstacle": None}


def test_a_broken_off_place_is_called_for_until_another_comes(world):
    agreed(
        world, start=make.TODAY, started_on=make.TODAY, status="broken_off", ended_on=make.TODAY,
        end_reason="illness",
    )  # fmt: skip
    call = only(world)
    assert (call.stage, reason(call, "stage").text) == ("over", "The last place was broken off.")
    agreed(world)
    assert listed(world) == []


def test_the_points_add_up_and_the_most_urgent_comes_first(world):
    late = make.make_student(world.group, last_name="Z", available_from=make.TODAY)
    early = make.make_student(world.group, last_name="A", available_from=make.TODAY)
    found = listed(world)
    assert [call.student for call in found] == [early, late, world.sanne]
    assert [call.points for call in found] == [4000 + 1500 + 2850, 4000 + 1500 + 2850, 1000 + 1500 + 2850]


@pytest.mark.parametrize("many", [1, 12])
def test_it_takes_five_queries_for_any_number_of_students(world, many, django_assert_num_queries):
    for _number in range(many):
        closed(make.make_student(world.group), world, "declined")
    told = read_school_year(world.gilde, make.SCHOOL_YEAR)
    calls(told)
    with django_assert_num_queries(5):
        assert len(list(calls(told))) == many + 1


def test_the_first_few_are_those_of_the_whole_list(world):
    draw = random.Random(7)
    for number in range(40):
        make.make_student(
            world.group,
            first_name=draw.choice("AB"),
            available_from=draw.choice([None, *(make.TODAY + timedelta(days) for days in range(0, 200, 20))]),
            reach_km=draw.choice([1, 25, None]),
            user=make.make_user(f"{number}@leerling.test"),
        )
    for seats in (1, 7, 30):
        make.make_vacancy(world.establishment, seats=seats, level=None)
    found = calls(read_school_year(world.gilde, make.SCHOOL_YEAR))
    whole = found.first(len(found))
    assert whole == sorted(whole, key=lambda call: (-call.points, call.group.name, call.student.last_name))
    assert {call.points for call in whole} == {sum(each.points for each in call.reasons) for call in whole}
    assert all(found.first(most) == whole[:most] for most in range(len(whole) + 2))
    assert (found[3], found[-1], found[5:9], found[40:60]) == (
        whole[3], whole[-1], whole[5:9], whole[40:],
    )  # fmt: skip


def test_nobody_is_held_against_vacancies_who_cannot_come_first(world, monkeypatch):
    days_of = {
        make.make_student(world.group, available_from=make.TODAY + timedelta(days)): days
        for days in (20, 2, 1)
    }
    held, of = [], Chances.of

    def noted(self, person, **apart):
        held.append(person.id)
        return of(self, person, **apart)

    monkeypatch.setattr(Chances, "of", noted)
    calls(read_school_year(world.gilde, make.SCHOOL_YEAR)).first(1)
    assert [days for student, days in days_of.items() if str(student.uuid) in held] == [2, 1]
    assert len(held) == 2
