"""Compound words taken apart (*metaalbewerker*: *metaal*, *bewerker*), learned from a vocabulary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

SHORTEST_PART = 3
LONGEST_WORD = 60
MOST_PARTS = 4
LINK_COST = 0.5
LINKS = {"nl": ("", "s", "e", "en", "n"), "de": ("", "s", "es", "n", "en", "e")}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the beginning of a word: its parts and the sum of the logarithms of their counts."""

    weight: float = 0.0
    parts: tuple[str, ...] = ()

    def worth(self) -> tuple[float, tuple[str, ...]]:
        """Return the logarithm of the geometric mean of the counts; ties go by the parts themselves."""
        return self.weight / len(self.parts), self.parts


@dataclass(slots=True)
class Splitter:
    """Splits words of one language; ``counts`` says how often each word stands in the vocabulary."""

    language: str
    counts: dict[str, int]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def learn(cls, words: Iterable[str], language: str) -> "Splitter":
        """Count the folded words of a vocabulary."""
        return cls(language, dict(Counter(words)))

    def remember(self, words: Iterable[str]) -> None:
        """Split words that will come back often, once."""
        for word in words:
            if word not in self._known:
                self._known[word] = self._read(word)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound, or the word alone when no reading beats it."""
        return self._known.get(word) or self._read(word)

    def _read(self, word: str) -> tuple[str, ...]:
        """Choose the reading with the highest geometric mean of counts (Koehn and Knight, 2003)."""
        if self.language not in LINKS or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD:
            return (word,)
        readings = [reading for reading in self._readings(word) if len(reading.parts) > 1]
        best = max(readings, key=Reading.worth, default=None)
        if best is None or best.worth()[0] <= log(self.counts.get(word, 0) + 0.5):
            return (word,)
        return best.parts

    def _readings(self, word: str) -> Iterable[Reading]:
        """Return the heaviest reading of the word for each number of parts (cost: length² look-ups)."""
        best: list[dict[int, Reading]] = [{0: Reading()}, *({} for _ in word)]
        for end in range(SHORTEST_PART, len(word) + 1):
            for start in range(end - SHORTEST_PART + 1):
                for reading in self._extensions(word, start, end, best[start]):
                    old = best[end].get(len(reading.parts))
                    if old is None or reading.weight > old.weight:
                        best[end][len(reading.parts)] = reading
        return best[-1].values()

    def _extensions(self, word: str, start: int, end: int, shorter: dict[int, Reading]) -> Iterator[Reading]:
        """Lengthen every reading that ends at ``start`` by the part up to ``end``."""
        found = self._part(word[start:end], last=end == len(word)) if shorter else None
        if found is None:
            return
        part, weight = found
        for number, reading in shorter.items():
            if number < MOST_PARTS:
                yield Reading(reading.weight + weight, (*reading.parts, part))

    def _part(self, text: str, *, last: bool) -> tuple[str, float] | None:
        """Recognise a part, with its linking letters when another part follows."""
        for link in ("",) if last else LINKS[self.language]:
            bare = text.removesuffix(link)
            count = self.counts.get(bare, 0)
            if len(bare) >= SHORTEST_PART and count > 1 and text == bare + link:
                return bare, log(count) - LINK_COST * bool(link)
        return None
