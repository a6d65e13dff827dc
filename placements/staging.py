"""Staging an event: planned with its hosts and slots, changed, and called off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from matching.words import clean
from placements import lecture_notices
from placements.access import may_organise, may_plan_event
from placements.models import Attendance, Event, GroupAttendance, Host, Slot
from profiles.editing import Outdated
from profiles.models import Company, Establishment, School
from profiles.reading.values import read_lines, read_text
from profiles.sharing import NotVerified

if TYPE_CHECKING:
    from profiles.models import User
    from reference.models import Place
    from vacancies.models import Moment

State = Event.State
MOST_TITLE, MOST_ADDRESS, MOST_STAND, MOST_DESCRIPTION = 200, 200, 80, 4000
MOST_SEATS = 9999
MOST_SLOTS = 400


class EndsBeforeItStarts(Exception):
    """An event, or a part of it, ends before it starts, or at that moment."""


class NotAhead(Exception):
    """An event starts in the past, or further ahead than one plans."""


class NoTitle(Exception):
    """An event has no title."""


class OutsideEvent(Exception):
    """A slot begins before its event, or ends after it."""


class BadSeatCount(Exception):
    """A slot is for nobody, or for more than anybody can count."""


class TooManySlots(Exception):
    """More slots than an event can have."""


class HostTwice(Exception):
    """A company hosts an event once, and has a slot at a time once."""


class HostExpected(Exception):
    """Somebody is expected at this host, or was there."""


class TimeIsBooked(Exception):
    """A school booked the time with a company: it is called off and booked anew, not moved."""


class EventSettled(Exception):
    """The event took place, did not, or was called off."""


@dataclass(frozen=True, slots=True)
class Part:
    """When a slot is, and for how many: without times as long as its event, without seats for everybody."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Hosting:
    """A company that comes, where one finds it there, and when; without parts it is at the whole event."""

    company: Company
    parts: Sequence[Part] = ()
    establishment: Establishment | None = None
    stand: str = ""


@transaction.atomic
def plan_event(
    *,
    by: "User",
    school: School | None,
    kind: str,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: "Place | None" = None,
    address: str = "",
    description: str = "",
    hosts: Iterable[Hosting] = (),
    parts: Sequence[Part] | None = None,
    moment: "Moment | None" = None,
) -> Event:
    """Plan an event of a school, or (without one) of the region, with its hosts and slots.

    ``parts`` are the slots of the whole event; where nothing is said of any slot there is one, for all of
    it. Raises `PermissionDenied`, `TooManySlots`, `NotAhead`, `EndsBeforeItStarts`, `NoTitle`, `BadValue`,
    and what `add_host` and `add_slot` do.
    """
    if not may_plan_event(by, school):
        raise PermissionDenied
    hosts = list(hosts)
    _refuse_many(sum(len(each.parts) for each in hosts) + len(parts or ()))
    said = {
        "title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place, "address": address,
        "description": description,
    }  # fmt: skip
    event = Event.objects.create(
        school=school, kind=kind, moment=moment, created_by=by, **_read(said, starts_at, ends_at)
    )
    for each in hosts:
        _host(event, each)
    if parts is None:
        parts = () if any(each.parts for each in hosts) else (Part(),)
    for part in parts:
        _slot(event, None, part)
    return event


@transaction.atomic
def change_event(event: Event, *, by: "User", changes: Mapping[str, Any]) -> None:
    """Change what is said of an event as it was read; when it moves, its slots move along.

    ``changes`` maps names of fields to values. A slot as long as the event stays so. Raises
    `PermissionDenied`, `Outdated`, `EventSettled`, `TimeIsBooked`, `OutsideEvent` where a slot no longer
    fits, and what `plan_event` does of such values.
    """
    held = _hold_open(event, by=by)
    if held.updated_at != event.updated_at:
        raise Outdated
    starts_at, ends_at = (changes.get(name, getattr(held, name)) for name in ("starts_at", "ends_at"))
    is_moved = (starts_at, ends_at) != (held.starts_at, held.ends_at)
    said = _read(changes, starts_at, ends_at) if is_moved else _cleaned(changes)
    if is_moved and held.moment_id:
        raise TimeIsBooked
    if is_moved:
        _move_slots(held, starts_at, ends_at)
    for name, value in said.items():
        setattr(held, name, value)
        setattr(event, name, value)
    held.save(update_fields=[*said, "updated_at"])
    event.updated_at = held.updated_at


@transaction.atomic
def cancel_event(event: Event, *, by: "User") -> None:
    """Call an event off; nobody is expected there any more, and the company of a booked lecture is told.

    Raises `PermissionDenied`, `EventSettled`.
    """
    held = _hold_open(event, by=by)
    held.state = event.state = State.CANCELLED
    held.save(update_fields=["state", "updated_at"])
    event.updated_at = held.updated_at
    if held.moment_id:
        lecture_notices.tell(event, lecture_notices.What.OFF, by=by)


@transaction.atomic
def add_host(event: Event, hosting: Hosting, *, by: "User") -> Host:
    """Let a company come to an event that is still to come or goes on.

    Raises `PermissionDenied`, `NotVerified`, `HostTwice`, what `add_slot` does, and `EventSettled`: also
    where somebody came to the whole of it and met its one host, whom a second would make unknown.
    """
    held = _hold_open(event, by=by, also=State.HELD)
    if held.state == State.HELD and held.hosts.count() < 2:
        raise EventSettled
    _refuse_many(held.slots.count() + len(hosting.parts))
    return _host(held, hosting)


@transaction.atomic
def remove_host(host: Host, *, by: "User") -> None:
    """Let a company not come after all, and its slots go. Raises `PermissionDenied`, `EventSettled`, and
    `HostExpected` while somebody is expected in one of them."""
    _hold_open(host.event, by=by)
    slots = list(Slot.objects.select_for_update(no_key=True).filter(host=host).order_by("pk"))
    if any(rows.objects.filter(slot__in=slots).exists() for rows in (Attendance, GroupAttendance)):
        raise HostExpected
    host.delete()


@transaction.atomic
def add_slot(event: Event, part: Part, *, host: Host | None = None, by: "User") -> Slot:
    """Add a slot at one host, or of the whole event.

    Raises `PermissionDenied`, `EventSettled`, `TooManySlots`, `EndsBeforeItStarts`, `OutsideEvent`,
    `BadSeatCount`, and `HostTwice` for a second one at that time.
    """
    held = _hold_open(event, by=by, also=State.HELD)
    _refuse_many(held.slots.count() + 1)
    return _slot(held, host, part)


def hold_event(event: Event) -> Event:
    """Hold the row of an event, so that its state, hosts and slots stay until the transaction ends."""
    return Event.objects.select_for_update(no_key=True).get(pk=event.pk)


def _hold_open(event: Event, *, by: "User", also: Event.State = State.PLANNED) -> Event:
    if not may_organise(by, event):
        raise PermissionDenied
    held = hold_event(event)
    if held.state not in (State.PLANNED, also):
        raise EventSettled
    return held


def _read(said: Mapping[str, Any], starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    now = timezone.now()
    if ends_at <= starts_at:
        raise EndsBeforeItStarts
    if not now < starts_at <= ends_at <= now + timedelta(days=settings.EVENT_WITHIN_DAYS):
        raise NotAhead
    return _cleaned(said)


def _cleaned(said: Mapping[str, Any]) -> dict[str, Any]:
    cleaned = dict(said)
    for name, most in (("title", MOST_TITLE), ("address", MOST_ADDRESS)):
        if name in said:
            cleaned[name] = read_text(clean(said[name]), most=most)
    if "description" in said:
        cleaned["description"] = read_lines(said["description"], most=MOST_DESCRIPTION)
    if not cleaned.get("title", "-"):
        raise NoTitle
    return cleaned


def _host(event: Event, hosting: Hosting) -> Host:
    if hosting.company.verified_at is None:
        raise NotVerified
    host, is_new = Host.objects.get_or_create(
        event=event,
        company=hosting.company,
        defaults={
            "establishment": hosting.establishment,
            "stand": read_text(clean(hosting.stand), most=MOST_STAND),
        },
    )
    if not is_new:
        raise HostTwice
    for part in hosting.parts:
        _slot(event, host, part)
    return host


def _refuse_many(slots: int) -> None:
    if slots > MOST_SLOTS:
        raise TooManySlots


def _slot(event: Event, host: Host | None, part: Part) -> Slot:
    starts_at, ends_at = part.starts_at or event.starts_at, part.ends_at or event.ends_at
    if ends_at <= starts_at:
        raise EndsBeforeItStarts
    if not event.starts_at <= starts_at < ends_at <= event.ends_at:
        raise OutsideEvent
    if part.seats is not None and not 1 <= part.seats <= MOST_SEATS:
        raise BadSeatCount
    told = {"ends_at": ends_at, "seats": part.seats}
    slot, is_new = Slot.objects.get_or_create(event=event, host=host, starts_at=starts_at, defaults=told)
    if not is_new:
        raise HostTwice
    return slot


def _move_slots(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    by = starts_at - event.starts_at
    slots = list(event.slots.select_for_update(no_key=True).order_by("pk"))
    # in the direction of the move, so that none meets the one that goes before it
    for slot in sorted(slots, key=lambda each: each.starts_at, reverse=by > timedelta()):
        is_whole = (slot.starts_at, slot.ends_at) == (event.starts_at, event.ends_at)
        slot.starts_at = starts_at if is_whole else slot.starts_at + by
        slot.ends_at = ends_at if is_whole else slot.ends_at + by
        if not starts_at <= slot.starts_at < slot.ends_at <= ends_at:
            raise OutsideEvent
        slot.save(update_fields=["starts_at", "ends_at"])
