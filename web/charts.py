"""Charts as numbers: where the bars of a drawing stand, to be written as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP, BELOW, ABOVE = 6, 22, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; ``is_previous`` is drawn fainter."""

    x: int
    y: int
    width: int
    height: int
    value: int
    is_previous: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars on a line at ``floor``; ``ticks`` are what stands below, and where its middle is."""

    width: int
    height: int
    floor: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, str], ...]


def pairs_chart(pairs: Sequence[tuple[str, int, int]], *, width: int, height: int) -> Chart:
    """Draw two bars for each label: what was before, and what is now; the highest fills the height."""
    floor, share = height - BELOW, width // max(1, len(pairs))
    most = max((value for _label, *values in pairs for value in values), default=0)
    each = (share - GAP) // 2
    bars, ticks = [], []
    for number, (label, before, now) in enumerate(pairs):
        left = number * share + GAP // 2
        for place, (value, is_previous) in enumerate(((before, True), (now, False))):
            tall = (floor - ABOVE) * value // most if most else 0
            bars.append(Bar(left + place * each, floor - tall, each, tall, value, is_previous))
        ticks.append((left + each, label))
    return Chart(width, height, floor, tuple(bars), tuple(ticks))
