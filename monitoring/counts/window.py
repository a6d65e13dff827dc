"""What part of what happened is counted: a school year until a day, of everybody, one school or one event."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from placements.models import Event
from profiles.enrolling import first_day_of, school_year_of
from profiles.models import School
from reference.midnight import midnight


@dataclass(frozen=True, slots=True)
class Window:
    """From 1 August of ``year`` until and including ``until``."""

    year: int
    until: date
    school: School | None = None
    event: Event | None = None

    @classmethod
    def at(
        cls, day: date, *, year: int | None = None, school: School | None = None, event: Event | None = None
    ) -> Self:
        """Give the window of a school year, by default that of the day, as it stood on a day."""
        year = school_year_of(day) if year is None else year
        return cls(year, min(day, end_of_year(year)), school, event)

    @property
    def begin(self) -> date:
        return first_day_of(self.year)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, for ``__range``; nothing lies between them before the year began."""
        return self.begin, self.until

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after the last day."""
        return midnight(self.begin), midnight(self.until + timedelta(days=1))


def end_of_year(year: int) -> date:
    """Give the last day of a school year."""
    return first_day_of(year + 1) - timedelta(days=1)
