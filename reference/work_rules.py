"""What the law says about hours, times of day and hours of practice, read from the tables in ``rules/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).resolve().parent / "rules"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """How long and when somebody of certain ages may do certain kinds of work; ``None`` sets no limit.

    ``ages`` are the youngest and the oldest, in whole years lived; ``source`` names the law.
    """

    name: str
    kinds: tuple[str, ...]
    ages: tuple[int, int]
    source: str
    hours_a_day: float | None = None
    hours_a_school_day: float | None = None
    hours_a_week: float | None = None
    hours_a_week_on_average: float | None = None
    school_counts: bool = False
    earliest: time | None = None
    latest: time | None = None
    sunday: bool = True
    break_after_hours: float | None = None
    break_minutes: int = 0

    def holds_for(self, kind: str, age: int) -> bool:
        """Tell whether this is the limit for that work at that age."""
        return kind in self.kinds and self.ages[0] <= age <= self.ages[1]

    @property
    def week(self) -> float | None:
        """Give the hours that a week may have which is like every other: the lower of most and average."""
        return min(filter(None, (self.hours_a_week, self.hours_a_week_on_average)), default=None)


@dataclass(frozen=True, slots=True)
class Practice:
    """The least hours of practice: bbl a year, bol over the course by level; ``source`` names the law."""

    hours_a_year: float
    working_weeks_a_year: float
    hours_by_level: Mapping[str, float]
    source: str


@cache
def working_times() -> tuple[WorkingTime, ...]:
    """Read the limits, once per process."""
    return tuple(_limit(each) for each in _table("working_time")["limit"])


def working_time(kind: str, age: int) -> WorkingTime | None:
    """Find the limit for a kind of work at an age; ``None`` where the law sets none here."""
    return next((each for each in working_times() if each.holds_for(kind, age)), None)


@cache
def practice() -> Practice:
    """Read the hours of practice, once per process."""
    told = _table("practice_hours")
    by_years = told["bol"]["hours_by_years"]
    by_level = {level: by_years[str(years)] for level, years in told["bol"]["years_by_level"].items()}
    bbl = told["bbl"]
    return Practice(bbl["hours_a_year"], bbl["working_weeks_a_year"], by_level, told["source"])


@cache
def guardian_signs_below() -> int:
    """Give the age from which somebody signs an agreement without a guardian."""
    age: int = _table("working_time")["signing"]["guardian_below"]
    return age


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))


def _limit(told: dict[str, Any]) -> WorkingTime:
    youngest, oldest = told["ages"]
    return WorkingTime(**(told | {"kinds": tuple(told["kinds"]), "ages": (youngest, oldest)}))
