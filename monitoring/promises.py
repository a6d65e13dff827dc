"""What the region promised itself, beside what was measured of it at the end of a quarter."""

from dataclasses import dataclass

from monitoring.indicators import Indicator, Scope
from monitoring.models import Measurement
from monitoring.publishing import Told, carefully
from monitoring.quarters import Quarter
from monitoring.targeting import targets_of


@dataclass(frozen=True, slots=True)
class Promise:
    """An indicator as anybody may read it; ``told`` None was not measured, ``target`` None was not set."""

    indicator: Indicator
    told: Told | None
    target: int | None


def promises_at(quarter: Quarter) -> list[Promise]:
    """Give every indicator of the region as it was measured on the last day of a quarter, small ones hidden.

    Two queries: nothing is counted again, what was not measured that day stays unknown.
    """
    rows = Measurement.objects.filter(day=quarter.end, scope=Scope.REGION)
    measured = {row.indicator: carefully(row.indicator, row.value) for row in rows}
    targets = targets_of(quarter.school_year)
    return [Promise(each, measured.get(each), targets.get(each)) for each in Indicator]
