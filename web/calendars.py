"""A talk as a file for a calendar (RFC 5545): in the region's zone, folded and escaped as it asks."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from placements.models import Talk

LOCAL = "%Y%m%dT%H%M%S"
LONGEST_LINE = 75
"""Octets of a line, without its end."""

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
STRIDES = ((A_DAY, 366), (AN_HOUR, 24))


def of_talk(talk: Talk, title: str, address: str) -> str:
    """Write the file of one talk. A talk that is moved keeps its id, so that a calendar moves it, too."""
    at = timezone.localtime(talk.at, timezone.get_default_timezone())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Stagepoort//Talks//EN",
        *_zone(at),
        "BEGIN:VEVENT",
        f"UID:{talk.uuid}",
        f"SEQUENCE:{talk.moves}",
        f"DTSTAMP:{talk.made_at.astimezone(UTC):{LOCAL}}Z",
        f"DTSTART;TZID={at.tzinfo}:{at:{LOCAL}}",
        f"SUMMARY:{escape(title)}",
        f"LOCATION:{escape(talk.place)}",
        *([f"DESCRIPTION:{escape(talk.note)}"] if talk.note else []),
        f"URL:{address}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{fold(line)}\r\n" for line in lines)


def escape(text: str) -> str:
    """Escape what separates values in a calendar file."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


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
