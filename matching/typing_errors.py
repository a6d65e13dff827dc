"""Typing errors: which known words somebody may have meant, with a tolerance that grows with the word."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_REPAIRED = 5
LONGEST_REPAIRED = 40
SUGGESTIONS = 3
MOST_REPAIRS = 6
MOST_UNKNOWN = 4


def tolerance(word: str) -> int:
    """Return how many edits a word may be away: none below five letters, where *vente* is not *verte*."""
    if len(word) < SHORTEST_REPAIRED or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 2 * SHORTEST_REPAIRED else 2


class Spelling:
    """The words that a vocabulary knows."""

    def __init__(self, words: Iterable[str]) -> None:
        """Know these folded words."""
        self._words = frozenset(words)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            self._by_length[len(word)].append(word)

    def knows(self, word: str) -> bool:
        """Tell whether the vocabulary has this word."""
        return word in self._words

    def suggestions(self, word: str) -> list[str]:
        """Return the known words within the tolerance, nearest first, then in alphabetical order."""
        allowed = tolerance(word)
        if not allowed or len(word) > LONGEST_REPAIRED:
            return []
        near: list[tuple[int, str]] = []
        for length in range(max(len(word) - allowed, SHORTEST_REPAIRED - 1), len(word) + allowed + 1):
            found = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            near += [(int(edits), known) for known, edits, _ in found]
        return [known for _, known in sorted(near)[:SUGGESTIONS]]

    def repairs(self, words: list[str]) -> list[list[str]]:
        """Return the wordings that arise when unknown words give way to what may have been meant.

        At most `MOST_UNKNOWN` words are looked at and `MOST_REPAIRS` wordings returned.
        """
        unknown = [place for place, word in enumerate(words) if not self.knows(word)][:MOST_UNKNOWN]
        choices = {place: found for place in unknown if (found := self.suggestions(words[place]))}
        if not choices:
            return []
        repaired = []
        for chosen in islice(product(*choices.values()), MOST_REPAIRS):
            change = dict(zip(choices, chosen, strict=True))
            repaired.append([change.get(place, word) for place, word in enumerate(words)])
        return repaired
