"""Reasons as data: coded rows with the values of both sides and points, and the verdict in a word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.free_words import free_word
from matching.records import AskedSkill, Weight

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One reason: a code, the values of both sides, and the points it gives (0 for remarks)."""

    code: str
    values: Mapping[str, Value]
    points: int = 0


def named(asked: AskedSkill) -> dict[str, Value]:
    """Name an asked skill: by its concept when that is sure, else by the vacancy's own words alone."""
    is_sure = asked.links and free_word(asked.links) is None
    return {"concept": asked.links[0].concept if is_sure else None, "text": asked.text}


class Verdict(StrEnum):
    """A score in a word."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"


LADDER = ((8_500, Verdict.EXCELLENT), (7_000, Verdict.VERY_GOOD), (5_500, Verdict.GOOD), (0, Verdict.FAIR))
"""The least points for each word, best first."""

MISSING = frozenset({"skill_missing", "skill_weak", "skill_unknown"})
"""Codes of asked skills that are covered for less than .3."""


def verdict(rows: Iterable[Row]) -> Verdict:
    """Put the score that the rows add up to in a word; with a missing must never above good."""
    rows = tuple(rows)
    total = sum(row.points for row in rows)
    word = next(word for least, word in LADDER if total >= least)
    above_good = word in (Verdict.EXCELLENT, Verdict.VERY_GOOD)
    return Verdict.GOOD if above_good and lacks_must(rows) else word


def lacks_must(rows: Iterable[Row]) -> bool:
    """Tell whether the rows name a must that is missing."""
    return any(row.code in MISSING and row.values["weight"] == Weight.MUST for row in rows)
