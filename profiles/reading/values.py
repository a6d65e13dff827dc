"""What people type in a cell, read strictly: a value, or a clear reason why it is none."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from matching.words import clean, fold
from profiles.citizen_number import has_citizen_number
from reference.levels import ALIASES, Level

LONGEST_COMPARED = 100
HOURS_A_WEEK = range(1, 41)
YEARS = range(1900, 2101)

_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ANY_DAY = re.compile(r"(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_HOURS = re.compile(
    r"(\d{1,3})(?:\s*(?:-|–|tot|t/m|to)\s*(\d{1,3}))?\s*(?:uur|uren|u|hours|h)?", re.ASCII | re.I
)


_ADDRESS = re.compile(r"[@/]|\bwww\.|\w{2}\.[^\W\d_]{2}", re.I)


class BadValue(ValueError):
    """A cell that cannot be read; ``detail`` says why in the reader's language."""

    def __init__(self, code: str, detail: str, suggestion: str = "") -> None:
        super().__init__(detail)
        self.code, self.detail, self.suggestion = code, detail, suggestion


def nearest(text: str, choices: Iterable[str], *, least: float = 60) -> str:
    """Give the choice that looks most like the text, or nothing when none comes near."""
    known = sorted(choices)
    found = process.extractOne(text[:LONGEST_COMPARED], known, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else ""


def one_of(text: str, choices: Mapping[str, str], code: str, detail: str) -> str:
    """Look folded words up in a table of words; raises `BadValue` with the nearest word as a suggestion."""
    key = squeezed(text)
    if key not in choices:
        raise BadValue(code, detail, nearest(key, choices))
    return choices[key]


def squeezed(text: str) -> str:
    """Reduce text to its folded letters and digits, so that spaces and dashes do not matter."""
    return fold(text[:LONGEST_COMPARED]).replace(" ", "")


def read_text(text: str, *, most: int) -> str:
    """Read free text of at most so many characters, without a citizen service number."""
    if len(text) > most:
        raise BadValue(
            "too_long",
            _("has %(length)d characters; at most %(most)d fit") % {"length": len(text), "most": most},
        )
    if has_citizen_number(text):
        raise BadValue("citizen_number", _("holds a citizen service number (BSN), which is not allowed here"))
    return text


def read_lines(text: str, *, most: int) -> str:
    """Read free text of several lines as `read_text` does, each line cleaned."""
    return read_text("\n".join(clean(line) for line in text.splitlines()).strip(), most=most)


def read_own_name(text: str, *, most: int) -> str:
    """Read the name that a stranger gives: in letters to others an address in it would be a link."""
    if _ADDRESS.search(text):
        raise BadValue("address_in_name", _("holds an internet address; write the name alone"))
    return read_text(text, most=most)


def read_email(text: str) -> str:
    """Read an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        raise BadValue("bad_email", _("is not an e-mail address")) from None
    if len(text) > 254:
        raise BadValue(
            "too_long",
            _("has %(length)d characters; at most %(most)d fit") % {"length": len(text), "most": 254},
        )
    return text


def read_day(text: str) -> date:
    """Read a date written as dd-mm-yyyy or in the ISO way, yyyy-mm-dd; no other way is unambiguous."""
    if found := _DUTCH_DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        other = _ANY_DAY.fullmatch(text)
        suggestion = "{:0>2}-{:0>2}-{}".format(*other.groups()) if other else ""
        raise BadValue("bad_date", _("is not a date; write dd-mm-yyyy or yyyy-mm-dd"), suggestion)
    try:
        read = date(year, month, day)
    except ValueError:
        raise BadValue("bad_date", _("is a day that does not exist")) from None
    if year not in YEARS:
        raise BadValue(
            "bad_date",
            _("lies outside the years %(first)d–%(last)d") % {"first": YEARS[0], "last": YEARS[-1]},
        )
    return read


def read_number(text: str, *, least: int, most: int, unit: str = "") -> int:
    """Read a whole number in ASCII digits, with or without its unit behind it."""
    bare = text.lower().removesuffix(unit).strip() if unit else text
    if not _WHOLE.fullmatch(bare) or not least <= int(bare) <= most:
        raise BadValue(
            "bad_number",
            _("is not a whole number from %(least)d to %(most)d") % {"least": least, "most": most},
        )
    return int(bare)


def read_hours(text: str) -> tuple[int, int]:
    """Read hours a week: one number, or the least and the most ("16-24")."""
    found = _HOURS.fullmatch(text)
    if not found:
        raise BadValue("bad_hours", _('is no number of hours; write "24" or "16-24"'))
    least, most = int(found[1]), int(found[2] or found[1])
    if least not in HOURS_A_WEEK or most not in HOURS_A_WEEK:
        raise BadValue("bad_hours", _("lies outside 1–40 hours a week"))
    if most < least:
        raise BadValue("bad_hours", _("goes down; write the least first"), f"{most}-{least}")
    return least, most


def read_level(text: str) -> Level:
    """Read a level of education ("mbo 3", "havo", "bachelor")."""
    level = Level.parse(text)
    if level is None:
        names = [name for names in ALIASES.values() for name in names]
        detail = _('is not one level that we know; write for instance "mbo 3" or "hbo"')
        raise BadValue("unknown_level", detail, nearest(fold(text[:LONGEST_COMPARED]), names))
    return level


def read_list(text: str, separators: str = r"[|,;]") -> list[str]:
    """Split a cell into its parts, without empty ones."""
    return [part for each in re.split(separators, text) if (part := each.strip())]
