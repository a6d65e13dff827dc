"""The school years, and the halves of them in which somebody works somewhere."""

from dataclasses import dataclass
from datetime import date, timedelta

from profiles.enrolling import school_year_of


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day up to and including the last."""

    first: date
    last: date

    @property
    def weeks(self) -> int:
        return ((self.last - self.first).days + 1) // 7


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of this school year, the last one and the next, as seen from today."""

    today: date

    @property
    def year(self) -> int:
        """The calendar year in which this school year began."""
        return school_year_of(self.today)

    def begins(self, year: int) -> date:
        """Give the first day of a school year."""
        return date(year, 8, 1)

    def autumn(self, year: int) -> Span:
        """Give the first half of a school year as schools plan it: Monday to Friday."""
        return Span(_monday(date(year, 9, 4)), _friday(date(year + 1, 1, 29)))

    def spring(self, year: int) -> Span:
        """Give the second half."""
        return Span(_monday(date(year + 1, 2, 1)), _friday(date(year + 1, 7, 2)))

    def whole(self, year: int) -> Span:
        """Give the whole school year, from the first Monday to the last Friday."""
        return Span(self.autumn(year).first, self.spring(year).last)

    def coming(self) -> tuple[Span, ...]:
        """Give the halves that are still to begin: what is left of this year, and the next."""
        halves = [half(year) for year in (self.year, self.year + 1) for half in (self.autumn, self.spring)]
        return tuple(half for half in halves if half.first > self.today)


def _monday(near: date) -> date:
    """Give the Monday nearest to a day."""
    return near - timedelta(days=(near.weekday() + 3) % 7 - 3)


def _friday(near: date) -> date:
    """Give the Friday nearest to a day."""
    return near - timedelta(days=(near.weekday() + 6) % 7 - 3)
