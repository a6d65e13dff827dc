"""What a report is made of: views with promises, tables and charts; drawn on paper and written as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """An indicator as it is told; ``share`` of the target was reached (1 is all), unknown without one."""

    name: str
    value: str
    target: str
    share: float | None
    before: str
    last_year: str


@dataclass(frozen=True, slots=True)
class Promises:
    """The indicators beside their targets; ``columns`` name value, target, then and last year."""

    heading: str
    intro: str
    columns: tuple[str, str, str, str]
    rows: Sequence[Promise]


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar each, the longest as wide as the page; no value is hidden, and stands there as its text."""

    heading: str
    intro: str
    rows: Sequence[tuple[str, int | None, str]]


@dataclass(frozen=True, slots=True)
class Months:
    """Two bars a month: this school year and the one before; ``names`` are of the two."""

    heading: str
    intro: str
    names: tuple[str, str]
    rows: Sequence[tuple[str, int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first column is a text, the others are numbers."""

    heading: str
    intro: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Promises | Bars | Months | Grid


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the year: region, project or flywheel."""

    heading: str
    intro: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of a quarter, in the reader's language."""

    title: str
    subtitle: str
    footer: str
    views: Sequence[View]
