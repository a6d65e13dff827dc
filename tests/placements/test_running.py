"""From signed to evaluated: starting, breaking off, finishing, cancelling, and what both sides say."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from placements.completing import PlacementOver
from placements.drawing_up import InTheWay, amend
from placements.ending import NotRunning, Reason, break_off, cancel, finish, finish_due
from placements.evaluating import AlreadyEvaluated, evaluate
from placements.models import Evaluation, Placement
from placements.placing import AlreadyStarted
from placements.starting import AlreadyRunning, NotSigned, TooEarly, start, start_due
from profiles.models import Recognition
from tests.placements.agreed import agreed, anew, drawn_up, signed

Status = Placement.Status
FIRST, LAST = date(2027, 2, 1), date(2027, 7, 2)


def on(day: date) -> AbstractContextManager:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def running(world) -> Placement:
    placement = signed(world)
    with on(FIRST):
        start(placement, by=world.coordinator)
    return anew(placement)


def seats_taken(world) -> int:
    world.vacancy.refresh_from_db()
    return world.vacancy.seats_taken


def test_what_is_signed_starts_on_its_first_day(world):
    after = running(world)
    assert (after.status, after.started_on) == (Status.STARTED, FIRST)


def test_nothing_starts_the_day_before(world):
    placement = signed(world)
    with on(FIRST - timedelta(days=1)), pytest.raises(TooEarly):
        start(placement, by=world.coordinator)


def test_what_is_not_signed_does_not_start(world):
    placement = drawn_up(world)
    with on(FIRST), pytest.raises(NotSigned):
        start(placement, by=world.coordinator)


def test_what_changed_and_is_not_signed_anew_does_not_start(world):
    placement = signed(world)
    amend(placement, by=world.bram, changes={"hours_per_week": 30})
    with on(FIRST), pytest.raises(NotSigned):
        start(anew(placement), by=world.coordinator)


def test_nothing_starts_where_the_recognition_was_withdrawn(world):
    placement = signed(world)
    Recognition.objects.update(valid_until=date(2027, 1, 31))
    with on(FIRST), pytest.raises(InTheWay):
        start(placement, by=world.coordinator)
    assert anew(placement).status == Status.SIGNED


def test_nothing_starts_twice(world):
    placement = running(world)
    with on(FIRST), pytest.raises(AlreadyRunning):
        start(placement, by=world.coordinator)


def test_the_student_starts_nothing(world):
    placement = signed(world)
    with on(FIRST), pytest.raises(PermissionDenied):
        start(placement, by=world.sanne.user)


def test_the_clock_starts_what_it_can_and_leaves_the_rest(world):
    ready = signed(world)
    unsigned = drawn_up(world, start=date(2027, 7, 5), end=date(2027, 7, 30))
    later = drawn_up(world, start=date(2027, 8, 2), end=date(2027, 8, 27))
    Placement.objects.filter(pk=later.pk).update(status=Status.SIGNED)
    with on(FIRST):
        assert (start_due(), start_due()) == (1, 0)
    with on(date(2027, 7, 5)):
        assert start_due() == 0
    statuses = [anew(each).status for each in (ready, unsigned, later)]
    assert statuses == [Status.STARTED, Status.AGREED, Status.SIGNED]


@pytest.mark.parametrize("who", ["student", "company", "school"])
def test_each_party_can_break_off_with_a_reason(world, who):
    placement = running(world)
    by = {"student": world.sanne.user, "company": world.bram, "school": world.coordinator}[who]
    with on(date(2027, 3, 15)):
        break_off(placement, by=by, reason=Reason.NOT_TOGETHER, day=date(2027, 3, 12))
    after = anew(placement)
    assert (after.status, after.ended_on, after.end_reason, after.ended_by) == (
        Status.BROKEN_OFF,
        date(2027, 3, 12),
        "not_together",
        by,
    )
    assert seats_taken(world) == 0


@pytest.mark.parametrize("day", [date(2027, 1, 31), date(2027, 3, 16)])
def test_a_day_outside_the_placement_or_tomorrow_breaks_nothing_off(world, day):
    placement = running(world)
    with on(date(2027, 3, 15)), pytest.raises(ValidationError):
        break_off(placement, by=world.bram, reason=Reason.ILLNESS, day=day)


def test_a_reason_that_is_not_on_the_list_breaks_nothing_off(world):
    placement = running(world)
    with on(FIRST), pytest.raises(ValueError, match="weather"):
        break_off(placement, by=world.bram, reason="weather", day=FIRST)
    assert anew(placement).status == Status.STARTED


def test_what_has_not_started_is_cancelled_and_not_broken_off(world):
    placement = signed(world)
    with pytest.raises(NotRunning):
        break_off(placement, by=world.bram, reason=Reason.ILLNESS, day=FIRST)
    cancel(placement, by=world.bram, reason=Reason.COMPANY_STOPS)
    after = anew(placement)
    assert (after.status, after.end_reason, after.ended_by) == (Status.CANCELLED, "company_stops", world.bram)
    assert seats_taken(world) == 0


def test_what_has_started_is_not_cancelled(world):
    with pytest.raises(AlreadyStarted):
        cancel(running(world), by=world.bram, reason=Reason.COMPANY_STOPS)


def test_what_is_cancelled_frees_its_seat_once(world):
    placement = agreed(world)
    cancel(placement, by=world.coordinator, reason=Reason.LEFT_SCHOOL)
    with pytest.raises(PlacementOver):
        cancel(anew(placement), by=world.coordinator, reason=Reason.LEFT_SCHOOL)
    assert seats_taken(world) == 0


def test_a_placement_finishes_on_its_last_day(world):
    placement = running(world)
    with on(LAST - timedelta(days=1)), pytest.raises(TooEarly):
        finish(placement, by=world.bram)
    with on(LAST):
        finish(placement, by=world.bram)
    after = anew(placement)
    assert (after.status, after.ended_on, after.ended_by) == (Status.FINISHED, LAST, world.bram)
    assert seats_taken(world) == 0


def test_the_clock_finishes_what_is_past_its_last_day(world):
    placement = running(world)
    with on(LAST):
        assert finish_due() == 0
    with on(LAST + timedelta(days=1)):
        assert (finish_due(), finish_due()) == (1, 0)
    after = anew(placement)
    assert (after.status, after.ended_on, after.ended_by) == (Status.FINISHED, LAST, None)


def test_both_sides_evaluate_once_from_the_last_day_on(world):
    placement = running(world)
    with on(LAST - timedelta(days=1)), pytest.raises(TooEarly):
        evaluate(placement, by=world.bram, score=5, again=True, prepared=True)
    with on(LAST):
        evaluate(placement, by=world.bram, score=5, again=True, prepared=True)
        evaluate(placement, by=world.sanne.user, score=4, again=True, prepared=False)
        with pytest.raises(AlreadyEvaluated):
            evaluate(placement, by=world.bram, score=1, again=False, prepared=False)
    assert list(Evaluation.objects.values_list("side", "score", "again", "prepared")) == [
        ("company", 5, True, True),
        ("student", 4, True, False),
    ]


def test_what_was_broken_off_is_evaluated_too(world):
    placement = running(world)
    with on(date(2027, 3, 15)):
        break_off(placement, by=world.sanne.user, reason=Reason.ILLNESS, day=date(2027, 3, 15))
        assert evaluate(anew(placement), by=world.bram, score=2, again=True, prepared=True).score == 2


def test_the_school_gives_no_mark(world):
    placement = running(world)
    with on(LAST), pytest.raises(PermissionDenied):
        evaluate(placement, by=world.coordinator, score=5, again=True, prepared=True)


@pytest.mark.parametrize("score", [0, 6])
def test_a_mark_outside_1_to_5_does_not_stand(world, score):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.create(
            placement=agreed(world), side="company", score=score, again=True, prepared=True
        )


def test_a_mark_outlives_the_student(world):
    placement = running(world)
    with on(LAST):
        evaluate(placement, by=world.sanne.user, score=4, again=True, prepared=True)
    world.sanne.user.delete()
    world.sanne.delete()
    assert Evaluation.objects.values_list("score", "given_by").get() == (4, None)
