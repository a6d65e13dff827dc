"""How every indicator stands beside its target, the same day last year, and the end of last year."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from monitoring.counts.window import Window, end_of_year
from monitoring.indicators import Indicator, Scope, Value
from monitoring.publishing import Told, carefully, exactly, measured_or_counted
from monitoring.targeting import targets_of
from monitoring.valuing import values
from profiles.models import School

A_YEAR = relativedelta(years=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the table of promises, as at the end of a day."""

    indicator: Indicator
    told: Told
    target: int | None
    same_day_last_year: Told
    last_year: Told
    as_at: date

    @property
    def percent_of_target(self) -> float | None:
        """How much of the target is reached, with one decimal; unknown without a target above zero."""
        if self.told.value is None or not self.target:
            return None
        return round(100 * self.told.value / self.target, 1)


def indicators_at(
    day: date, *, year: int | None = None, school: School | None = None, published: bool = False
) -> list[Standing]:
    """Give all indicators of a school year, by default that of the day, as they stood at its end.

    Of the region, or of one school with its own targets. ``published`` is what the region office reads: as
    measured then, and small numbers of people hidden. What nobody measured is None, not zero.
    """
    window = Window.at(day, year=year, school=school)
    same_day = Window.at(a_year_before(window.until), year=window.year - 1, school=school)
    whole = Window.at(end_of_year(window.year - 1), school=school)
    targets = targets_of(window.year, school=school)
    return [
        Standing(
            indicator,
            _told(indicator, window, published),
            target=targets.get(indicator),
            same_day_last_year=_told(indicator, same_day, published),
            last_year=_told(indicator, whole, published),
            as_at=window.until,
        )
        for indicator in Indicator
    ]


def _told(indicator: Indicator, window: Window, published: bool) -> Told:
    if not published:
        return exactly(values(indicator, Scope.REGION, window).get(""))
    found: dict[str, Value] = measured_or_counted(indicator, Scope.REGION, window)
    return carefully(indicator, found.get(""))


def a_year_before(day: date) -> date:
    """Give the same day a year before; the last of February stays the last."""
    return (day + timedelta(days=1)) - A_YEAR - timedelta(days=1)
