"""Talks and events as calendar files (RFC 5545): in the region's zone, folded and escaped as it asks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from placements.models import Event, Slot, Talk

LOCAL = "%Y%m%dT%H%M%S"
LONGEST_LINE = 75
"""Octets of a line, without its end."""

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
STRIDES = ((A_DAY, 366), (AN_HOUR, 24))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar keeps: with the same ``uid`` and a higher ``sequence`` it moves what it has."""

    uid: UUID
    sequence: int
    made_at: datetime
    at: datetime
    until: datetime | None
    title: str
    place: str
    note: str
    address: str


def of_talk(talk: Talk, title: str, address: str) -> str:
    """Write the file of one talk. A talk that is moved keeps its id, so that a calendar moves it, too."""
    entry = Entry(talk.uuid, talk.moves, talk.made_at, talk.at, None, title, talk.place, talk.note, address)
    return _file([entry], "Talks")


def of_event(event: Event, slots: Iterable[Slot], address: str) -> str:
    """Write the file of an event, or of those of its slots in which somebody is expected."""
    sequence = int((event.updated_at - event.created_at).total_seconds())
    place = ", ".join(part for part in (event.address, event.place.name if event.place else "") if part)
    told = {"sequence": sequence, "made_at": event.updated_at, "note": event.description, "address": address}
    entries = [
        Entry(each.uuid, at=each.starts_at, until=each.ends_at, **_where(event, each, place), **told)
        for each in slots
    ]
    whole = {"at": event.starts_at, "until": event.ends_at, "title": event.title, "place": place}
    return _file(entries or [Entry(event.uuid, **whole, **told)], "Events")


def _where(event: Event, slot: Slot, place: str) -> dict[str, str]:
    if slot.host is None:
        return {"title": event.title, "place": place}
    told = ", ".join(part for part in (slot.host.stand, place) if part)
    return {"title": f"{event.title}: {slot.host.company.name}", "place": told}


def _file(entries: Sequence[Entry], product: str) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Stagepoort//{product}//EN",
        *_zone(_local(entries[0].at)),
        *(line for entry in entries for line in _lines(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _lines(entry: Entry) -> Iterator[str]:
    at = _local(entry.at)
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"SEQUENCE:{entry.sequence}")
    yield f"DTSTAMP:{entry.made_at.astimezone(UTC):{LOCAL}}Z"
    yield f"DTSTART;TZID={at.tzinfo}:{at:{LOCAL}}"
    if entry.until:
        yield f"DTEND;TZID={at.tzinfo}:{_local(entry.until):{LOCAL}}"
    yield from (f"SUMMARY:{escape(entry.title)}", f"LOCATION:{escape(entry.place)}")
    if entry.note:
        yield f"DESCRIPTION:{escape(entry.note)}"
    yield from (f"URL:{entry.address}", "END:VEVENT")


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())


def escape(text: str) -> str:
    """Escape what separates values in a calendar file; every way to end a line, a lone CR too."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line after 75 octets at most, and never within a character."""
    parts, part = [], ""
    for sign in line:
        if len(f"{part}{sign}".encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part])


def _zone(at: datetime) -> Iterator[str]:
    """Describe the zone as far as the moment needs it: which time holds there then, and since when."""
    since = _since(at)
    before = (since - AN_HOUR).astimezone(at.tzinfo).strftime("%z")
    kind = "DAYLIGHT" if at.dst() else "STANDARD"
    yield from ("BEGIN:VTIMEZONE", f"TZID:{at.tzinfo}", f"BEGIN:{kind}")
    yield f"DTSTART:{since.astimezone(datetime.strptime(before, '%z').tzinfo):{LOCAL}}"
    yield from (f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{at:%z}", f"END:{kind}", "END:VTIMEZONE")


def _since(at: datetime) -> datetime:
    """Give the full hour since which clocks stand as they do then; a year before where they never change."""
    moment = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    for stride, most in STRIDES:
        for _step in range(most):
            if (moment - stride).astimezone(at.tzinfo).utcoffset() != at.utcoffset():
                break
            moment -= stride
    return moment
