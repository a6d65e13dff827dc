"""Typing errors: which known words somebody may have meant, with a tolerance that grows with the word."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product
from math import prod

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.compounds import LINKS
from matching.diminutives import bases
from matching.edits import worth
from matching.stems import stem

SHORTEST_REPAIRED = 5
LONGEST_REPAIRED = 40
SUGGESTIONS = 3
MOST_REPAIRS = 6
MOST_UNKNOWN = 4
MOST_JOINED = 4
SHORTEST_PART = 4
LEAST_FOR_COMPOUND = 0.9
JOINED = 0.9
SHORTEST_JOINED = 7


@dataclass(frozen=True, slots=True)
class Repair:
    """Another reading of what was typed, how likely it is (0–1), and the typed words that gave way."""

    words: tuple[str, ...]
    worth: float
    changed: tuple[str, ...]


def tolerance(word: str) -> int:
    """Return how many edits a word may be away: none below five letters, where *vente* is not *verte*."""
    if len(word) < SHORTEST_REPAIRED or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 2 * SHORTEST_REPAIRED else 2


class Spelling:
    """The words that a vocabulary knows."""

    def __init__(self, words: Iterable[str], seen: Iterable[str] = ()) -> None:
        """Know these folded words; words only ``seen`` (in descriptions) are right but never suggested."""
        self._words = frozenset(words)
        self._right = self._words.union(seen)
        self._stems = frozenset(stem(sorted(self._words), "nl"))
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            self._by_length[len(word)].append(word)

    def knows(self, word: str) -> bool:
        """Tell whether the vocabulary has this word, in a label or a description."""
        return word in self._right

    def _is_compound(self, word: str) -> bool:
        """Tell whether two words of labels make up this one (*glaswerk* is no *laswerk* with an error)."""
        cuts = range(SHORTEST_PART, min(len(word), LONGEST_REPAIRED) - SHORTEST_PART + 1)
        return any(
            word[cut:] in self._words
            and any(word[:cut].removesuffix(link) in self._words for link in LINKS["nl"])
            for cut in cuts
        )

    def plain(self, words: Sequence[str]) -> list[str]:
        """Return the words with unknown diminutives brought back to a word that labels have."""
        return [word if self.knows(word) else self._base(word) for word in words]

    def _base(self, word: str) -> str:
        found = bases(word) if len(word) <= LONGEST_REPAIRED else []
        known = (base for base in found if base in self._words or stem([base], "nl")[0] in self._stems)
        return next(known, word)

    def suggestions(self, word: str) -> list[tuple[str, float]]:
        """Return (known word, worth) within the tolerance, likeliest first, then in alphabetical order."""
        allowed = tolerance(word)
        if not allowed or len(word) > LONGEST_REPAIRED:
            return []
        near: list[tuple[float, str]] = []
        for length in range(max(len(word) - allowed, SHORTEST_REPAIRED - 1), len(word) + allowed + 1):
            found = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            near += [(-worth(word, known), known) for known, _, _ in found]
        least = LEAST_FOR_COMPOUND if self._is_compound(word) else 0.0
        return [(known, -less) for less, known in sorted(near)[:SUGGESTIONS] if -less >= least]

    def repairs(self, words: Sequence[str]) -> list[Repair]:
        """Return the wordings that arise when unknown words give way to what may have been meant.

        At most `MOST_UNKNOWN` words are looked at and `MOST_REPAIRS` wordings returned.
        """
        unknown = [place for place, word in enumerate(words) if not self.knows(word)][:MOST_UNKNOWN]
        choices = {place: found for place in unknown if (found := self.suggestions(words[place]))}
        if not choices:
            return []
        changed = tuple(words[place] for place in choices)
        repaired = []
        for chosen in islice(product(*choices.values()), MOST_REPAIRS):
            change = {place: known for place, (known, _) in zip(choices, chosen, strict=True)}
            read = tuple(change.get(place, word) for place, word in enumerate(words))
            repaired.append(Repair(read, round(prod(each for _, each in chosen), 6), changed))
        return repaired

    def joined(self, words: Sequence[str]) -> list[Repair]:
        """Return the wordings with two neighbours as one known compound, in this order or the other.

        *Douane papieren* is *douanepapieren*, *medewerker cafetaria* is *cafetariamedewerker*.
        """
        found = []
        for place, (one, other) in enumerate(pairwise(words)):
            known = self._compound(one, other) or self._compound(other, one)
            if known:
                read = (*words[:place], known, *words[place + 2 :])
                found.append(Repair(read, JOINED, (one, other)))
        return found[:MOST_JOINED]

    def _compound(self, first: str, last: str) -> str | None:
        """Return the known word that two words make, with a linking letter where Dutch wants one."""
        made = (first + link + last for link in LINKS["nl"])
        return next((word for word in made if len(word) >= SHORTEST_JOINED and word in self._words), None)
