"""Tables of words as people write them: wordings with what they mean, profiles and vacancies."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

FOLDER = Path(__file__).parent
OPEN, HELD_BACK = "open", "held back"
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Meant:
    """Words that somebody typed, and the concepts that would be right."""

    sector: str
    language: str
    wording: str
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A student's profile, or a vacancy (with a title), in somebody's own words.

    ``family`` names work of the same sort within a sector; ``occupation`` is what the writer had in mind.
    """

    sector: str
    family: str
    occupation: str
    level: int
    wordings: tuple[str, ...]
    title: str = ""

    @property
    def kind(self) -> tuple[str, str]:
        """Give the sort of work, which is the same for a profile and the vacancies that suit it."""
        return self.sector, self.family


def half(words: str) -> str:
    """Tell in which half of a table words stand: the vocabulary is mended by looking at the open one only."""
    return HELD_BACK if hashlib.sha256(words.encode()).digest()[0] % 2 else OPEN


def wordings() -> list[Meant]:
    """Read the wordings of every sector."""
    return [
        Meant(path.stem, row["language"], row["wording"], frozenset(row["concepts"].split("|")))
        for path in sorted((FOLDER / "wordings").glob("*.tsv"))
        for row in _rows(path)
    ]


def everyday() -> list[tuple[str, str]]:
    """Read the everyday words and the one concept that each of them is."""
    return [(row["wording"], row["concept"]) for row in _rows(FOLDER / "everyday.tsv")]


def sketches(name: str) -> list[Sketch]:
    """Read the ``profiles`` or the ``vacancies``."""
    return [
        Sketch(
            row["sector"],
            row["family"],
            row["occupation"],
            int(row["level"]),
            tuple(row["wordings"].split("|")),
            row.get("title", ""),
        )
        for row in _rows(FOLDER / "ranking" / f"{name}.tsv")
    ]


def halves(rows: Sequence[Read], words: Callable[[Read], str], wanted: str) -> list[Read]:
    """Keep the rows whose words stand in the wanted half."""
    return [row for row in rows if half(words(row)) == wanted]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
