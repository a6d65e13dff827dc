"""Counts as a table: a row per thing, a column per kind, and totals that add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row; ``name`` None is what is unknown."""

    name: str | None
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class CountTable:
    """Only columns in which something was counted are there."""

    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    totals: CountRow


def count_table(counts: Mapping[Key, int], *, columns: Sequence[tuple[str, str | Promise]]) -> CountTable:
    """Lay out counts by (row, column); rows by name with the unknown last, columns as given."""
    used = [(key, str(label)) for key, label in columns if any(column == key for _, column in counts)]
    names = sorted({name for name, _ in counts}, key=lambda name: (name is None, name or ""))
    rows = [CountRow(name, tuple(counts.get((name, key), 0) for key, _ in used)) for name in names]
    sums = tuple(sum(row.counts[place] for row in rows) for place in range(len(used)))
    return CountTable(tuple(label for _, label in used), tuple(rows), CountRow(None, sums))
