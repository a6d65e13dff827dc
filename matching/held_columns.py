"""What many persons can do, own skills and related ones, laid out by concept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns import Column, Floats
from matching.knowledge import Knowledge
from matching.records import Person
from matching.skills import expand


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """Per concept the rows of those who hold it, and how well."""

    persons: int
    holders: Mapping[str, tuple[Column, Floats]]

    @classmethod
    def of(cls, persons: Sequence[Person], knowledge: Knowledge) -> "HeldColumns":
        """Expand every person once."""
        holders: dict[str, tuple[list[int], list[int]]] = {}
        for row, person in enumerate(persons):
            for concept, value in expand(person, knowledge).items():
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
