"""What many persons can do, laid out by concept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns import Column, Floats


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """Per concept the rows of those who hold it, and how well."""

    persons: int
    holders: Mapping[str, tuple[Column, Floats]]

    @classmethod
    def of(cls, persons: Sequence[Mapping[str, int]]) -> "HeldColumns":
        """Lay out what each person holds (concept → share of 100³)."""
        holders: dict[str, tuple[list[int], list[int]]] = {}
        for row, held in enumerate(persons):
            for concept, value in held.items():
                rows, values = holders.setdefault(concept, ([], []))
                rows.append(row)
                values.append(value)
        return cls(
            len(persons),
            {
                concept: (np.array(rows), np.array(values, dtype=np.float64))
                for concept, (rows, values) in holders.items()
            },
        )

    def matrix(self, columns: Mapping[str, int]) -> Floats:
        """Lay out what everybody holds of some concepts: persons × (columns and one that is always 0)."""
        table = np.zeros((self.persons, len(columns) + 1))
        for concept, column in columns.items():
            if concept in self.holders:
                rows, values = self.holders[concept]
                table[rows, column] = values
        return table


def row(held: Mapping[str, int], columns: Mapping[str, int]) -> Floats:
    """Lay out what one person holds of some concepts: one row over them and one that is always 0."""
    found = np.zeros((1, len(columns) + 1))
    for concept, value in held.items():
        column = columns.get(concept)
        if column is not None:
            found[0, column] = value
    return found
