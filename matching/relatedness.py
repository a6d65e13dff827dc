"""How far one skill stands in for another: .3–.9, through stated relations or shared occupations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matching.cooccurrence import LEAST_COSINE, Tie, together

STATED = {"broader": 70, "related": 60}
"""What a stated relation is worth, in hundredths; it is read both ways."""

LEAST, MOST = 30, 60
"""What sharing occupations is worth, in hundredths: less than a stated relation at most.

What is worth less than the least is no relation.
"""


class Reason(StrEnum):
    """Why two skills are related."""

    SAME = "same"
    STATED = "relation"
    OCCUPATIONS = "occupations"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Relatedness:
    """The skills near every skill, with strength in hundredths and reason."""

    near: Mapping[str, Mapping[str, tuple[int, Reason]]]

    @classmethod
    def from_relations(
        cls,
        *,
        occupation_skills: Iterable[tuple[str, str, str]],
        relations: Iterable[tuple[str, str, str]] = (),
        rarities: Mapping[str, int] | None = None,
    ) -> "Relatedness":
        """Relate skills; the order of the rows does not matter, the strongest reason of a pair counts.

        ``occupation_skills`` are (occupation, skill, ``essential`` or ``optional``), ``relations`` are
        (skill, skill, ``broader`` or ``related``). By ``rarities`` a common skill stands in for a rarer one
        that it is said to be related to in proportion only: working accurately is not keeping the books.
        """
        near: dict[str, dict[str, tuple[int, Reason]]] = {}
        for one, other, kind in relations:
            for own, asked in ((one, other), (other, one)):
                strength = _as_rare(STATED[kind], own, asked, rarities or {})
                _relate(near, own, asked, strength, Reason.STATED)
        for tie in together(occupation_skills):
            _relate(near, tie.one, tie.other, _strength(tie), Reason.OCCUPATIONS)
            _relate(near, tie.other, tie.one, _strength(tie), Reason.OCCUPATIONS)
        return cls(near)

    def around(self, concept: str) -> list[tuple[str, int]]:
        """List the skills that this one stands in for, itself (100) first, strengths in hundredths."""
        return [(concept, 100), *((other, tie[0]) for other, tie in self.near.get(concept, {}).items())]

    def between(self, own: str, asked: str) -> tuple[int, Reason] | None:
        """Give the strength in hundredths and the reason by which one skill stands in for another."""
        return (100, Reason.SAME) if own == asked else self.near.get(own, {}).get(asked)


def _strength(tie: Tie) -> int:
    part = (tie.likeness - LEAST_COSINE) / (1 - LEAST_COSINE)
    return round(LEAST + (MOST - LEAST) * part)


def _as_rare(strength: int, own: str, asked: str, rarities: Mapping[str, int]) -> int:
    """Weaken a tie as far as the own skill is more common than the asked one, where both are known."""
    if own not in rarities or asked not in rarities:
        return strength
    return round(strength * min(rarities[own], rarities[asked]) / rarities[asked])


def _relate(
    near: dict[str, dict[str, tuple[int, Reason]]], own: str, asked: str, strength: int, reason: Reason
) -> None:
    """Note that one skill stands in for another, unless a stronger tie is known."""
    known = near.setdefault(own, {}).get(asked)
    if own != asked and strength >= LEAST and (known is None or known[0] < strength):
        near[own][asked] = (strength, reason)
