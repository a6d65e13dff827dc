"""The days on which the region's schools work."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from reference.region import own_region
from reference.tables import Column, Table

FRIDAY = 5
COLUMNS = (
    Column("from", required=True),
    Column("until", required=True),
    Column("name"),
    Column("checked_on"),
)


def is_school_day(day: date) -> bool:
    """Tell whether schools work that day: Monday to Friday, outside the holidays of the region's calendar.

    After the calendar's last day only weekends are known.
    """
    return day.isoweekday() <= FRIDAY and not any(first <= day <= last for first, last in _own_holidays())


def after_school_days(day: date, count: int) -> date:
    """Give the day that lies so many school days later."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_school_day(day)
    return day


def calendar_ends() -> date:
    """Give the last day that the region's calendar knows of."""
    return max(last for _first, last in _own_holidays())


def _own_holidays() -> tuple[tuple[date, date], ...]:
    return _read(own_region().folder / "school_holidays.csv")


@cache
def _read(path: Path) -> tuple[tuple[date, date], ...]:
    rows = (row.values for row in Table(path, COLUMNS))
    return tuple((date.fromisoformat(row["from"]), date.fromisoformat(row["until"])) for row in rows)
