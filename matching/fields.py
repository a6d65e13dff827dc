"""Single values of a record as somebody wrote them in JSON, checked and turned into the engine's own."""

import math
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

from matching.eligibility import CEFR
from matching.levels import NLQF
from matching.records import AgeClass, Kind

Read = Callable[[Any], Any]


class BadField(ValueError):
    """A value cannot be used; the text says what it must be."""


def shown(value: Any) -> str:
    """Show a value in a message, shortened."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def text(value: Any) -> str:
    """Read words."""
    if not isinstance(value, str) or not value.strip():
        raise BadField(f"must be text, not {shown(value)}")
    return value.strip()


def flag(value: Any) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise BadField(f"must be true or false, not {shown(value)}")
    return value


def number(least: float = -math.inf, most: float = math.inf) -> Read:
    """Make a reader of numbers within bounds."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise BadField(f"must be a number {_bounds(least, most)}, not {shown(value)}")
        return float(value)

    return read


def whole(least: int, most: int) -> Read:
    """Make a reader of whole numbers within bounds."""

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise BadField(f"must be a whole number {_bounds(least, most)}, not {shown(value)}")
        return value

    return read


def _bounds(least: float, most: float) -> str:
    return f"from {least:g} to {most:g}" if most < math.inf else f"of at least {least:g}"


def day(value: Any) -> date:
    """Read an ISO date."""
    try:
        if not isinstance(value, str) or len(value) != 10:
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise BadField(f"must be a date such as 2027-02-01, not {shown(value)}") from None


def one_of(choices: type[StrEnum]) -> Read:
    """Make a reader of one of some words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in set(choices):
            raise BadField(f"must be one of {', '.join(choices)}, not {shown(value)}")
        return str(value)

    return read


def list_of(read: Read) -> Read:
    """Make a reader of lists, kept as tuples; a fault names the place in the list, from 1."""

    def read_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise BadField(f"must be a list, not {shown(value)}")
        return tuple(_placed(read, place, each) for place, each in enumerate(value, start=1))

    return read_all


def _placed(read: Read, place: int, value: Any) -> Any:
    try:
        return read(value)
    except BadField as error:
        raise BadField(f"entry {place} {error}") from None


def set_of(read: Read) -> Read:
    """Make a reader of lists, kept as sets."""
    read_all = list_of(read)
    return lambda value: frozenset(read_all(value))


def span(read: Read) -> Read:
    """Make a reader of [least, most]."""

    def read_pair(value: Any) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            raise BadField(f"must be a list of two, [least, most], not {shown(value)}")
        least, most = (_placed(read, place, each) for place, each in enumerate(value, start=1))
        if least > most:
            raise BadField(f"must go up, not {shown(value)}")
        return least, most

    return read_pair


def languages(value: Any) -> dict[str, str]:
    """Read CEFR levels by language."""
    if not isinstance(value, dict):
        raise BadField(f'must look like {{"nl": "B1"}}, not {shown(value)}')
    for language, level in value.items():
        if level not in CEFR:
            raise BadField(f"{language} must be one of {', '.join(CEFR)}, not {shown(level)}")
    return value


level = whole(NLQF[0], NLQF[-1])
kind = one_of(Kind)
age_class = one_of(AgeClass)
hours = span(number(0, 168))
weekdays = set_of(whole(1, 7))
