"""How many seats a vacancy has, and which are kept apart: never fewer than are taken."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from placements.seating import BadSeats, Kept, SeatsTaken, arrange
from tests.placements.playing import placed
from vacancies.models import SeatBlock, Vacancy

SPRING = Kept(1, start=date(2027, 2, 1), end=date(2027, 7, 2))
AUTUMN = Kept(2, start=date(2027, 9, 1))


def again(world) -> Vacancy:
    return Vacancy.objects.get(pk=world.vacancy.pk)


def test_a_company_says_how_many_and_how_many_a_month(world):
    arrange(world.vacancy, seats=4, intake=8, by=world.bram)
    assert (again(world).seats, again(world).intake_per_month) == (4, 8)


@pytest.mark.parametrize("who", ["coordinator", "stranger", "region_officer"])
def test_nobody_else_does(world, who):
    with pytest.raises(PermissionDenied):
        arrange(world.vacancy, seats=4, intake=None, by=getattr(world, who))


def test_seats_are_not_lowered_under_what_is_taken(world):
    Vacancy.objects.update(seats=3, seats_taken=2)
    with pytest.raises(SeatsTaken):
        arrange(world.vacancy, seats=1, intake=None, by=world.bram)
    arrange(world.vacancy, seats=2, intake=None, by=world.bram)
    assert again(world).seats == 2


def test_the_database_holds_it_too(world):
    for rows in (Vacancy.objects, SeatBlock.objects):
        SeatBlock.objects.get_or_create(vacancy=world.vacancy, seats=1)
        taken = {"seats_taken": 2} if rows is Vacancy.objects else {"taken": 2}
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**taken)


def test_seats_are_kept_apart_by_period(world):
    arrange(world.vacancy, seats=3, kept=[SPRING, AUTUMN], intake=None, by=world.bram)
    spring, autumn = again(world).blocks.all()
    assert (spring.seats, autumn.seats, again(world).seats) == (1, 2, 3)
    more = [Kept(2, start=spring.start, end=spring.end, uuid=spring.uuid)]
    arrange(world.vacancy, seats=2, kept=more, intake=None, by=world.bram)
    assert [(block.pk, block.seats) for block in again(world).blocks.all()] == [(spring.pk, 2)]


def test_a_block_that_holds_somebody_stays(world):
    arrange(world.vacancy, seats=3, kept=[SPRING, AUTUMN], intake=None, by=world.bram)
    assert placed(world).seat_block.seats == 1
    autumn = again(world).blocks.get(taken=0)
    kept = Kept(2, start=autumn.start, uuid=autumn.uuid)
    with pytest.raises(SeatsTaken):
        arrange(world.vacancy, seats=2, kept=[kept], intake=None, by=world.bram)


@pytest.mark.parametrize(
    ("seats", "kept"),
    [
        (2, [SPRING, AUTUMN]),
        (1, [Kept(1, start=date(2027, 2, 1), end=date(2027, 1, 1))]),
        (1, [Kept(1, uuid="4b8d0fa4-74ff-4b3c-a2a4-5d6d8c1e0a11")]),
    ],
)
def test_what_does_not_add_up_is_refused(world, seats, kept):
    with pytest.raises(BadSeats):
        arrange(world.vacancy, seats=seats, kept=kept, intake=None, by=world.bram)


def test_nothing_is_kept_twice_in_one_block(world):
    arrange(world.vacancy, seats=2, kept=[Kept(2)], intake=None, by=world.bram)
    block = again(world).blocks.get()
    twice = [Kept(2, uuid=block.uuid), Kept(3, uuid=block.uuid)]
    with pytest.raises(BadSeats):
        arrange(world.vacancy, seats=5, kept=twice, intake=None, by=world.bram)
    assert again(world).seats == again(world).blocks.get().seats == 2


def test_taken_seats_are_not_kept_apart_afterwards(world):
    placed(world)
    with pytest.raises(SeatsTaken):
        arrange(world.vacancy, seats=1, kept=[SPRING], intake=None, by=world.bram)
