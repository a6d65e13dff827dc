"""The promises of the region on its page: what was reached, in words where it is not told, and its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from monitoring.disclosure import LEAST
from monitoring.indicators import Indicator
from monitoring.promises import Promise, promises_at
from monitoring.publishing import Told
from monitoring.quarters import Quarter
from monitoring.wording import number, percent


@dataclass(frozen=True, slots=True)
class Row:
    """One promise; the bar is ``filled`` as far as the value reaches to ``target``, None without either."""

    name: str
    reached: str
    is_number: bool
    target: str
    most: int
    filled: float | None


@dataclass(frozen=True, slots=True)
class Promises:
    """How the region stood at the end of a quarter; ``is_measured`` is whether anything of it is known."""

    quarter: Quarter
    rows: Sequence[Row]
    is_measured: bool

    @classmethod
    def of(cls, quarter: Quarter) -> "Promises":
        """Put those of a quarter that is over into words."""
        promises = promises_at(quarter)
        is_measured = any(promise.told for promise in promises)
        return cls(quarter, [_row(promise) for promise in promises], is_measured)


def _row(promise: Promise) -> Row:
    value = promise.told.value if promise.told else None
    target = promise.target
    return Row(
        name=str(promise.indicator.label),
        reached=_reached(promise.indicator, promise.told),
        is_number=value is not None,
        target="" if target is None else _figure(promise.indicator, target),
        most=target or 0,
        filled=None if value is None or not target else min(value, target),
    )


def _reached(indicator: Indicator, told: Told | None) -> str:
    if told is None or (told.value is None and not told.hidden):
        return _("not measured")
    if told.value is None:
        return _("too few answers") if indicator.is_percentage else _few()
    return _figure(indicator, told.value)


def _few() -> str:
    return _("fewer than %(least)d") % {"least": LEAST}


def _figure(indicator: Indicator, value: float) -> str:
    return percent(value) if indicator.is_percentage else number(value)
