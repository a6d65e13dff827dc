"""The queue: who waits for a seat or for the company's time goes on by itself, first come first."""

from datetime import date

import pytest

from placements.answering import accept, decline, offer, talk, withdraw
from placements.applying import apply, invite
from placements.models import Application
from placements.offering import Offer
from placements.queueing import advance, allowance, places_in_queue
from placements.reasons import Reason
from placements.seating import NoSeatLeft
from placements.tasks import advance_queues
from profiles.models import Student
from tests.placements.playing import at, offered, placed
from tests.world import World, make_student, make_user, make_visible
from vacancies.models import SeatBlock, Vacancy

State = Application.State


def make_daan(world: World, name: str = "daan") -> Student:
    return make_student(world.group, first_name=name.title(), user=make_user(f"{name}@leerling.test"))


def sees_name(world: World, student: Student) -> bool:
    return Student.objects.named_to([world.company.pk]).filter(pk=student.pk).exists()


def test_when_the_last_seat_goes_the_others_wait_and_are_told_their_place(world):
    daan, finn, noor = (make_daan(world, name) for name in ("daan", "finn", "noor"))
    first, second = offered(world, daan), apply(finn, world.vacancy, by=finn.user)
    asked = invite(make_visible(noor), world.vacancy, by=world.bram)
    placed(world)
    for application in (first, second, asked):
        application.refresh_from_db()
    assert [first.state, second.state, asked.state] == ["queued", "queued", "superseded"]
    assert places_in_queue([second, asked, first]) == {first.pk: 1, second.pk: 2}
    assert first.steps.last().reason == Reason.SEATS_FILLED


def test_an_offer_for_a_place_that_is_gone_is_answered_plainly(world):
    application = offered(world)
    Vacancy.objects.update(seats_taken=1)
    with pytest.raises(NoSeatLeft):
        accept(application, by=world.sanne.user)


def test_who_applies_for_a_full_vacancy_waits_and_the_company_sees_nothing_yet(world):
    daan = make_daan(world)
    placement = placed(world)
    waits = apply(daan, world.vacancy, by=daan.user)
    assert (waits.state, waits.sent_at, sees_name(world, daan)) == (State.QUEUED, None, False)
    assert waits not in Application.objects.visible_to(world.bram)
    assert advance() == 0
    withdraw(placement.application, by=world.sanne.user)
    assert advance_queues() == 1
    waits.refresh_from_db()
    assert (waits.state, waits.waits_for, sees_name(world, daan)) == ("requested", "company", True)
    assert waits in Application.objects.visible_to(world.bram)
    talk(waits, by=world.bram)


def test_nobody_is_invited_to_a_full_vacancy(world):
    placed(world)
    with pytest.raises(NoSeatLeft):
        invite(make_visible(make_daan(world)), world.vacancy, by=world.bram)


def test_who_waits_may_leave_and_the_company_may_say_no(world):
    daan, finn = make_daan(world), make_daan(world, "finn")
    first, second = offered(world, daan), offered(world, finn)
    placed(world)
    for application in (first, second):
        application.refresh_from_db()
    withdraw(first, by=daan.user)
    decline(second, by=world.bram, reason=Reason.SEATS_FILLED)
    assert advance() == 0
    assert (sees_name(world, daan), sees_name(world, finn)) == (False, False)


def test_who_waits_for_a_vacancy_that_is_over_hears_so(world):
    daan = make_daan(world)
    placed(world)
    waits = apply(daan, world.vacancy, by=daan.user)
    Vacancy.objects.update(status="closed")
    advance()
    waits.refresh_from_db()
    assert (waits.state, waits.steps.last().reason) == (State.EXPIRED, Reason.WORK_CHANGED)


@pytest.mark.parametrize(
    ("a_month", "day", "allowed"),
    [(10, 1, 1), (10, 15, 5), (10, 16, 6), (10, 30, 10), (1, 1, 1), (0, 30, 0)],
)
def test_what_a_company_takes_in_is_spread_over_the_month(a_month, day, allowed):
    assert allowance(a_month, date(2026, 11, day)) == allowed


def test_more_than_a_company_takes_in_waits_till_there_is_room(world):
    Vacancy.objects.update(seats=9, intake_per_month=3)  # by the 21st three, by the 1st of next month one
    students = [make_daan(world, f"student-{number}") for number in range(6)]
    states = [apply(student, world.vacancy, by=student.user).state for student in students]
    assert states == ["requested"] * 3 + ["queued"] * 3
    assert advance() == 0
    with at(date(2026, 12, 1)):
        assert (advance(), advance()) == (1, 0)
    with at(date(2026, 12, 31)):
        assert advance() == 2
    waiting = Application.objects.order_by("requested_at", "pk").values_list("state", flat=True)
    assert set(waiting) == {"requested"}


def test_seats_kept_for_a_period_are_taken_there(world):
    Vacancy.objects.update(seats=3)
    of = {"vacancy": world.vacancy}
    spring = SeatBlock.objects.create(**of, start=date(2027, 2, 1), end=date(2027, 7, 2), seats=1)
    autumn = SeatBlock.objects.create(**of, start=date(2027, 9, 1), seats=2)
    placement = placed(world)
    assert placement.seat_block == spring
    application = apply(make_daan(world), world.vacancy, by=Student.objects.get(first_name="Daan").user)
    with pytest.raises(NoSeatLeft):
        offered_in_spring(application, world)
    taken = [SeatBlock.objects.get(pk=each.pk).taken for each in (spring, autumn)]
    assert taken == [1, 0]
    withdraw(placement.application, by=world.sanne.user)
    assert SeatBlock.objects.get(pk=spring.pk).taken == 0


def offered_in_spring(application: Application, world: World) -> None:
    offer(application, Offer(start=date(2027, 2, 1), end=date(2027, 7, 2)), by=world.bram)
