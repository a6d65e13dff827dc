"""Tables of quality: our figures with their intervals, beside the figures that others published."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matching.evaluation import Estimate


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant: its name and one figure per column; None where it was not measured."""

    name: str
    figures: Sequence[Estimate | float | str | None]


@dataclass(frozen=True, slots=True)
class Table:
    """One table; the goal stands under the rows, the notes under the goal."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    notes: Sequence[str] = field(default=())

    def render(self) -> str:
        """Return the table as Markdown."""
        lines = [f"## {self.title}", "", _line(["", *self.columns]), _line(["---"] * (len(self.columns) + 1))]
        lines += [_line([row.name, *map(_cell, row.figures)]) for row in self.rows]
        return "\n".join([*lines, "", *self.notes, ""] if self.notes else [*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(figure: Estimate | float | str | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:.3f}".removeprefix("0") if isinstance(figure, float) else str(figure)
