"""What may be tuned, and the values to try; the weights between the parts of a score are policy, not here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from matching.forms import Form

FIGURES = {
    "knowledge": ("student → vacancies", "vacancy → students", "profile → occupation"),
    "records": ("student → vacancies", "vacancy → students", "profile → occupation"),
    "rich": ("titles BEL nl", "titles USA en"),
    "poor": ("skill wordings nl",),
}
"""Which tasks tell about a parameter, by how much must be made anew for it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A constant of the engine: the modules that hold it, the values to try, and what depends on it.

    ``part`` is a field of a constant that has several, with the key of a mapping there.
    """

    attribute: str
    holders: tuple[str, ...]
    values: tuple[float, ...]
    depends: str
    part: tuple[str, Form | None] | None = None

    @property
    def name(self) -> str:
        """Name it as the code does."""
        if self.part is None:
            return f"{self.holders[0]}.{self.attribute}"
        field, form = self.part
        return f"tuning.{self.attribute}.{field}" + (f"[{form.name}]" if form else "")

    @property
    def served(self) -> float:
        """Give the value that is served."""
        held = self._held()
        if self.part is None:
            return held
        field, form = self.part
        return getattr(held, field) if form is None else getattr(held, field)[form]

    def tried(self) -> tuple[float, ...]:
        """Give the values to try in order, the served one among them."""
        return tuple(sorted({*self.values, self.served}))

    @contextmanager
    def set(self, value: float) -> Iterator[None]:
        """Let the engine use another value for as long as this lasts."""
        before = self._held()
        self._hold(self._changed(before, value))
        try:
            yield
        finally:
            self._hold(before)

    def _changed(self, held: Any, value: float) -> Any:
        if self.part is None:
            return value
        field, form = self.part
        return replace(held, **{field: value if form is None else {**getattr(held, field), form: value}})

    def _held(self) -> Any:
        return getattr(sys.modules[f"matching.{self.holders[0]}"], self.attribute)

    def _hold(self, value: Any) -> None:
        for holder in self.holders:
            setattr(sys.modules[f"matching.{holder}"], self.attribute, value)


def _rich(field: str, form: Form | None, *values: float) -> Parameter:
    return Parameter("RICH", ("lexical",), values, "rich", (field, form))


def _poor(field: str, form: Form | None, *values: float) -> Parameter:
    return Parameter("POOR", ("lexical",), values, "poor", (field, form))


SETS = {
    "closeness": (
        Parameter("HALFWAY", ("knowledge",), (0.3, 0.45, 0.65), "knowledge"),
        Parameter("LISTED", ("knowledge",), (0.15, 0.3, 0.5), "knowledge"),
        Parameter("TELLING", ("knowledge",), (1.0, 1.5, 2.0), "knowledge"),
        Parameter("TELLING_WORDS", ("knowledge", "asked_columns"), (80, 120, 180), "knowledge"),
        Parameter("ENOUGH", ("skills",), (5, 10, 30), "knowledge"),
    ),
    "relatedness": (
        Parameter("NEAREST", ("cooccurrence",), (3, 5, 10), "knowledge"),
        Parameter("LEAST_COSINE", ("cooccurrence", "relatedness"), (0.5, 0.6, 0.7), "knowledge"),
        Parameter("MOST", ("relatedness",), (45, 60, 75), "knowledge"),
    ),
    "links": (
        Parameter("MOST_CONCEPTS", ("own_words",), (3, 5, 8), "records"),
        Parameter("LEAST_RESEMBLANCE", ("own_words",), (0.1, 0.2, 0.3), "records"),
        Parameter("LEAST_TOWARD", ("own_words",), (3, 12, 40), "records"),
        Parameter("LIFT", ("company",), (0.3, 0.6, 0.9), "records"),
    ),
    "words": (
        _rich("alike", None, 0.6, 1.2, 2.0),
        _rich("others", Form.STEM_LETTERS, 0.25, 0.45, 0.7),
        _rich("descriptions", Form.LETTERS, 0.6, 1.0, 1.5),
        _rich("latent", Form.LETTERS, 0.4, 0.7, 1.0),
        _poor("rarity", None, 1.5, 2.0, 2.5),
        _poor("labels", Form.PART_LETTERS, 0.4, 0.7, 1.0),
        _poor("others", Form.PART_STEMS, 0.4, 0.7, 1.0),
    ),
}
"""The parameters by subject: the served value of each and one on either side."""
