"""Whether an event took place: somebody came, or its school or a host says so."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from placements.access import hosts, may_organise
from placements.models import Attendance, Event, GroupAttendance, Slot
from placements.staging import EventSettled, hold_event

if TYPE_CHECKING:
    from profiles.models import Company, User

State = Event.State


class NotBegun(Exception):
    """An event, or a slot of it, has not begun yet."""


class SomebodyCame(Exception):
    """Somebody was there, so the event took place."""


@transaction.atomic
def hold(event: Event, *, by: "User") -> None:
    """Say, as who organises or hosts it, that an event took place. Raises `PermissionDenied`, `NotBegun`,
    and `EventSettled` for one that was called off."""
    _say(event, State.HELD, by=by)


@transaction.atomic
def not_held(event: Event, *, by: "User") -> None:
    """Say, as who organises or hosts it, that an event did not take place.

    Raises `PermissionDenied`, `NotBegun`, `SomebodyCame`, and `EventSettled` for one that was called off.
    """
    _say(event, State.NOT_HELD, by=by)


def take_place(event: Event) -> None:
    """Let an event have taken place, because somebody came; in the caller's transaction, before it holds a
    slot. Raises `EventSettled` where it was called off, or somebody said that it did not take place."""
    if event.state == State.HELD:
        return
    if not Event.objects.filter(pk=event.pk, state=State.PLANNED).update(
        state=State.HELD, updated_at=timezone.now()
    ):
        event.refresh_from_db(fields=["state"])
        if event.state != State.HELD:
            raise EventSettled
    event.state = State.HELD


def refuse_unheld(slot: Slot) -> None:
    """Raise `EventSettled` where somebody said, before the slot was held, that it did not happen."""
    if not Event.objects.filter(pk=slot.event_id, state=State.HELD).exists():
        raise EventSettled


def company_of(slot: Slot) -> "Company | None":
    """Give whom one meets in a slot: its host, or of the whole event the only one; None among several."""
    if slot.host:
        return slot.host.company
    first = slot.event.hosts.select_related("company")[:2]
    return first[0].company if len(first) == 1 else None


def municipality_of(slot: Slot) -> int | None:
    """Give the key of the municipality of a slot: that of the event, else of the host's establishment."""
    if slot.event.place:
        return slot.event.place.municipality_id
    host = slot.host or slot.event.hosts.first()
    where = host.establishment if host else None
    return where.place.municipality_id if where and where.place else None


def day_of(slot: Slot) -> date:
    """Give the day on which a slot counts."""
    return timezone.localdate(slot.starts_at)


def _say(event: Event, state: Event.State, *, by: "User") -> None:
    if not (may_organise(by, event) or hosts(by, event)):
        raise PermissionDenied
    held = hold_event(event)
    if held.state == State.CANCELLED:
        raise EventSettled
    if timezone.now() < held.starts_at:
        raise NotBegun
    list(held.slots.select_for_update(no_key=True).order_by("pk").values("pk"))  # who checks in waits here
    if state == State.NOT_HELD and _somebody_came(held):
        raise SomebodyCame
    held.state = event.state = state
    held.save(update_fields=["state", "updated_at"])
    event.updated_at = held.updated_at


def _somebody_came(event: Event) -> bool:
    checked_in = Attendance.objects.filter(slot__event=event, checked_in_at__isnull=False)
    return checked_in.exists() or GroupAttendance.objects.filter(slot__event=event, came__gte=1).exists()
