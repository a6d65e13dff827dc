"""The records of one side as columns (arrays), so that one record can be held against thousands at once.

Unknown is a value that passes: every kind, level 0, not a number, a day long ago or far ahead.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching import ages, levels, location, periods
from matching.records import Kind, Person, Post

Column = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_KIND_BIT = {str(kind): 1 << place for place, kind in enumerate(Kind)}
_NO_KIND = 1 << len(_KIND_BIT)
_ANY_KIND = 2 * _NO_KIND - 1
NEVER = 2 * periods.FAR_AHEAD


@dataclass(frozen=True, slots=True)
class Distinct:
    """A column of values that are no numbers: the different ones, and which of them each row has."""

    values: tuple[Any, ...]
    codes: Column

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Distinct":
        """Number the different values in order of appearance."""
        numbers: dict[Any, int] = {}
        codes = [numbers.setdefault(value, len(numbers)) for value in rows]
        return cls(tuple(numbers), np.array(codes, dtype=np.int64))

    def test(self, passes: Callable[[Any], bool]) -> Flags:
        """Test every row by testing every different value once."""
        return np.array([passes(value) for value in self.values], dtype=bool)[self.codes]


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Columns of persons; ``old_enough_from[row, rung]`` is the day on which one is in that age class."""

    kinds: Column
    level: Column
    globe: Floats
    reach: Floats
    first: Column
    last: Column
    least_hours: Floats
    most_hours: Floats
    old_enough_from: Column
    programme: Distinct
    languages: Distinct
    licences: Distinct

    @classmethod
    def of(cls, persons: Sequence[Person]) -> "PersonColumns":
        """Lay persons out in columns."""
        rungs = range(len(ages.LADDER))
        return cls(
            kinds=_whole(_ANY_KIND if each.kinds is None else _bits(each.kinds) for each in persons),
            level=_whole(each.level or 0 for each in persons),
            globe=_globe(persons),
            reach=_float(math.nan if each.reach_km is None else each.reach_km * 1000 for each in persons),
            first=_whole(periods.ordinal(each.available_from, periods.LONG_AGO) for each in persons),
            last=_whole(periods.ordinal(each.available_until, periods.FAR_AHEAD) for each in persons),
            least_hours=_float(each.hours[0] if each.hours else -math.inf for each in persons),
            most_hours=_float(each.hours[1] if each.hours else math.inf for each in persons),
            old_enough_from=np.array(
                [[_age_day(each, rung) for rung in rungs] for each in persons], dtype=np.int64
            ).reshape(-1, len(rungs)),
            programme=Distinct.of(each.programme for each in persons),
            languages=Distinct.of(_frozen(each.languages) for each in persons),
            licences=Distinct.of(each.licences for each in persons),
        )


@dataclass(frozen=True, slots=True)
class PostColumns:
    """Columns of posts; ``level_share[row, level]`` is in hundredths, level 0 being an unknown one."""

    kind: Column
    lowest: Column
    highest: Column
    level_share: Column
    globe: Floats
    remote: Flags
    start: Column
    end: Column
    least_days: Floats
    least_hours: Floats
    most_hours: Floats
    rung: Column
    apprenticeship: Flags
    internship: Flags
    recognition: Distinct
    languages: Distinct
    licences: Distinct

    @classmethod
    def of(cls, posts: Sequence[Post]) -> "PostColumns":
        """Lay posts out in columns."""
        open_ranges = [levels.open_range(each) for each in posts]
        return cls(
            kind=_whole(_ANY_KIND if each.kind is None else _KIND_BIT[each.kind] for each in posts),
            lowest=_whole(lowest for lowest, _ in open_ranges),
            highest=_whole(highest for _, highest in open_ranges),
            level_share=np.array(
                [[levels.share(level or None, each) for level in (0, *levels.NLQF)] for each in posts],
                dtype=np.int64,
            ).reshape(-1, 1 + len(levels.NLQF)),
            globe=_globe(posts),
            remote=np.array([each.remote for each in posts], dtype=bool),
            start=_whole(periods.ordinal(each.start, periods.LONG_AGO) for each in posts),
            end=_whole(periods.ordinal(each.end, periods.FAR_AHEAD) for each in posts),
            least_days=_float(periods.least_days(each) for each in posts),
            least_hours=_float(each.hours[0] if each.hours else -math.inf for each in posts),
            most_hours=_float(each.hours[1] if each.hours else math.inf for each in posts),
            rung=_whole(ages.youngest(each) for each in posts),
            apprenticeship=np.array([each.kind == Kind.APPRENTICESHIP for each in posts], dtype=bool),
            internship=np.array([each.kind == Kind.INTERNSHIP for each in posts], dtype=bool),
            recognition=Distinct.of((each.recognised, each.start) for each in posts),
            languages=Distinct.of(_frozen(each.languages) for each in posts),
            licences=Distinct.of(each.licences for each in posts),
        )


def _whole(values: Iterable[int]) -> Column:
    return np.array(list(values), dtype=np.int64)


def _float(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _bits(kinds: Iterable[str]) -> int:
    return _NO_KIND + sum(_KIND_BIT[kind] for kind in kinds)


def _globe(records: Sequence[Person] | Sequence[Post]) -> Floats:
    return _float(part for each in records for part in location.on_globe(each.lat, each.lon)).reshape(-1, 3)


def _age_day(person: Person, rung: int) -> int:
    day = ages.first_day_in(person.ages, rung)
    return NEVER if day is None else day.toordinal()


def _frozen(languages: Mapping[str, str] | None) -> tuple[tuple[str, str], ...] | None:
    return None if languages is None else tuple(sorted(languages.items()))
