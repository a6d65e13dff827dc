"""Quarters of the calendar, by which the region reports: read as people write them, and which are over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from monitoring.counts.window import end_of_year
from profiles.enrolling import first_day_of, school_year_of

MONTHS = 3
_WRITTEN = re.compile(r"(20\d{2})-?[qQkK]([1-4])", re.ASCII)


class NoQuarter(Exception):
    """What was written is no quarter, such as 2026-Q4."""


class QuarterNotBegun(Exception):
    """The quarter lies ahead."""

    def __init__(self, quarter: "Quarter") -> None:
        super().__init__(str(quarter))
        self.quarter = quarter


class QuarterNotOver(Exception):
    """The quarter is running: what is published of it comes after its end."""

    def __init__(self, quarter: "Quarter") -> None:
        super().__init__(str(quarter))
        self.quarter = quarter


class OtherYear(Exception):
    """The quarter ends in another school year than the one asked for."""


class NothingYet(Exception):
    """Of the school year nothing is known yet: it lies ahead, or no quarter of it is over."""

    def __init__(self, first: date) -> None:
        super().__init__(str(first))
        self.first = first


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; ``number`` is 1–4."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-Q4" or "2026Q4" (k for kwartaal too). Raises `NoQuarter`."""
        if not (written := _WRITTEN.fullmatch(text.strip())):
            raise NoQuarter(text)
        return cls(int(written[1]), int(written[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def last_complete(cls, today: date | None = None) -> Self:
        """Give the last quarter that is over."""
        return cls.of(today or timezone.localdate()).before()

    @property
    def begin(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def end(self) -> date:
        return self.begin + relativedelta(months=MONTHS) - timedelta(days=1)

    @property
    def school_year(self) -> int:
        """The school year in which it ends; its counts begin with that year."""
        return school_year_of(self.end)

    def before(self) -> Self:
        """Give the quarter before it."""
        return type(self).of(self.begin - timedelta(days=1))

    def require_begun(self, today: date | None = None) -> None:
        """Raise `QuarterNotBegun` where it lies ahead."""
        if self.begin > (today or timezone.localdate()):
            raise QuarterNotBegun(self)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def day_asked(*, year: int | None, quarter: Quarter | None, live: bool) -> tuple[int, date]:
    """Give the school year and the day that somebody asks of: of both, either or neither of them.

    What is ``live`` is told until today; what is published, until the end of the last quarter that is over.
    Raises `QuarterNotBegun`, `QuarterNotOver`, `OtherYear` and `NothingYet`.
    """
    today = timezone.localdate()
    last = today if live else Quarter.last_complete(today).end
    if quarter:
        return _of_quarter(quarter, year, last)
    if year is None:
        return school_year_of(last), last
    begin = first_day_of(year)
    if begin > last:
        raise NothingYet(begin if live else Quarter.of(begin).end + timedelta(days=1))
    return year, min(last, end_of_year(year))


def _of_quarter(quarter: Quarter, year: int | None, last: date) -> tuple[int, date]:
    quarter.require_begun()
    if year is not None and year != quarter.school_year:
        raise OtherYear(year)
    if last < quarter.begin:
        raise QuarterNotOver(quarter)
    return quarter.school_year, min(quarter.end, last)
