"""What the region office reads: as measured at the end of a quarter, small numbers of people hidden."""

from dataclasses import dataclass

from django.db.models import Q

from monitoring.counts.window import Window
from monitoring.disclosure import LEAST, hidden_places
from monitoring.indicators import Indicator, Scope, Value
from monitoring.models import Measurement
from monitoring.valuing import values


@dataclass(frozen=True, slots=True)
class Told:
    """A value as somebody may read it: None and ``hidden`` where it is about too few people.

    ``base`` is the whole of a percentage.
    """

    value: float | int | None
    base: int | None = None
    hidden: bool = False


UNTOLD = Told(None)
HIDDEN = Told(None, hidden=True)


def measured_or_counted(indicator: str, scope: Scope, window: Window) -> dict[str, Value]:
    """Give an indicator as it was measured on the last day of a window, counted again where it was not."""
    rows = Measurement.objects.filter(indicator=indicator, day=window.until)
    rows = rows.filter(Q(scope=scope) | Q(scope=Scope.REGION))
    found = {(row.scope, row.key): row.value for row in rows}
    if not found:
        return values(indicator, scope, window)
    return {key: value for (kind, key), value in found.items() if kind == scope}


def exactly(value: Value | None) -> Told:
    """Tell a value as it is."""
    return Told(value.shown, value.of) if value else UNTOLD


def carefully(indicator: str, value: Value | None) -> Told:
    """Tell a value where it is not about too few people.

    Of a percentage of five answers or more, of which too few are on one side, only whole percents are told.
    """
    if value is None:
        return UNTOLD
    if value.of is None:
        return HIDDEN if _is_small(indicator, value.count) else exactly(value)
    if value.of < LEAST:
        return HIDDEN
    if min(value.count, value.of - value.count) < LEAST:
        return Told(round(100 * value.count / value.of))
    return exactly(value)


def column(indicator: str, found: dict[str, Value]) -> dict[str, Told]:
    """Tell the values of one indicator by key, none of which can be worked out from their total."""
    told = {key: carefully(indicator, value) for key, value in found.items()}
    if Indicator(indicator).is_percentage or not Indicator(indicator).counts_people:
        return told
    keys = sorted(found)
    hidden = hidden_places([found[key].count for key in keys])
    return told | {keys[place]: HIDDEN for place in hidden}


def _is_small(indicator: str, count: int) -> bool:
    return Indicator(indicator).counts_people and count < LEAST
