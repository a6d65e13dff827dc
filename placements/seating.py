"""Seats: taken by a conditional update, so that none is taken twice, and given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from profiles.match_changes import posts_changed
from profiles.models import Supervisor
from vacancies.access import may_edit_vacancy
from vacancies.models import SeatBlock, Vacancy

if TYPE_CHECKING:
    from profiles.models import User


class NoSeatLeft(Exception):
    """All seats of the vacancy, or of the block that was offered, are taken."""


class SeatsTaken(Exception):
    """More seats are taken than there would be, or some of them are not where they would be kept."""


class BadSeats(Exception):
    """Seats kept apart that do not add up, end before they start, or belong to another vacancy."""


def lock_vacancy(vacancy: Vacancy) -> None:
    """Let seats and caps of one vacancy be counted one after another; after the student, never before.

    On SQLite this locks nothing, and need not: IMMEDIATE transactions come one after another.
    """
    Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy.pk)


def take_seat(vacancy: Vacancy, block: SeatBlock | None = None) -> None:
    """Take one seat, in the caller's transaction. Raises `NoSeatLeft`."""
    if block and not SeatBlock.objects.filter(pk=block.pk, taken__lt=F("seats")).update(taken=F("taken") + 1):
        raise NoSeatLeft
    room = Vacancy.objects.filter(pk=vacancy.pk, seats_taken__lt=F("seats"))
    if not room.update(seats_taken=F("seats_taken") + 1):
        raise NoSeatLeft
    posts_changed([vacancy.pk])


def free_seat(vacancy: Vacancy, block: SeatBlock | None = None) -> None:
    """Give one seat back, in the caller's transaction."""
    if block:
        SeatBlock.objects.filter(pk=block.pk, taken__gt=0).update(taken=F("taken") - 1)
    Vacancy.objects.filter(pk=vacancy.pk, seats_taken__gt=0).update(seats_taken=F("seats_taken") - 1)
    posts_changed([vacancy.pk])


def has_seat(vacancy: Vacancy) -> bool:
    """Tell whether a seat is left now."""
    return Vacancy.objects.filter(pk=vacancy.pk, seats_taken__lt=F("seats")).exists()


@dataclass(frozen=True, slots=True)
class Kept:
    """Seats that a company keeps apart; ``uuid`` is that of a block there is."""

    seats: int
    start: date | None = None
    end: date | None = None
    supervisor: Supervisor | None = None
    uuid: UUID | None = None


@transaction.atomic
def arrange(
    vacancy: Vacancy, *, seats: int, kept: Sequence[Kept] = (), intake: int | None, by: "User"
) -> None:
    """Say how many seats a vacancy has, which of them are kept apart, and how much may come in a month.

    Where some are kept apart, all are, and their sum is the number. Tells the matcher. Raises
    `PermissionDenied`, `SeatsTaken` below what is taken, and `BadSeats` for another sum, a block of another
    vacancy or named twice, or one that ends before it starts.
    """
    if not may_edit_vacancy(by, vacancy):
        raise PermissionDenied
    if kept and sum(each.seats for each in kept) != seats:
        raise BadSeats
    lock_vacancy(vacancy)
    _keep(vacancy, kept)
    enough = Vacancy.objects.filter(pk=vacancy.pk, seats_taken__lte=seats)
    if not enough.update(seats=seats, intake_per_month=intake, updated_at=timezone.now()):
        raise SeatsTaken
    posts_changed([vacancy.pk])


def _keep(vacancy: Vacancy, kept: Sequence[Kept]) -> None:
    """Make the blocks of a vacancy these; one that holds somebody stays."""
    known = {block.uuid: block for block in vacancy.blocks.all()}
    named = [each.uuid for each in kept if each.uuid]
    told = set(named)
    if len(told) < len(named) or not told <= set(known):
        raise BadSeats
    if any(each.start and each.end and each.end < each.start for each in kept):
        raise BadSeats
    gone = SeatBlock.objects.filter(uuid__in=set(known) - told)
    if gone.filter(taken__gt=0).exists() or (kept and not known and _is_taken(vacancy)):
        raise SeatsTaken
    gone.delete()
    for each in kept:
        fields = {"start": each.start, "end": each.end, "supervisor": each.supervisor, "seats": each.seats}
        if each.uuid is None:
            SeatBlock.objects.create(vacancy=vacancy, **fields)
        elif not SeatBlock.objects.filter(uuid=each.uuid, taken__lte=each.seats).update(**fields):
            raise SeatsTaken


def _is_taken(vacancy: Vacancy) -> bool:
    return Vacancy.objects.filter(pk=vacancy.pk, seats_taken__gt=0).exists()
