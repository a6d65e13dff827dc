"""Labels by their wording: exactly, or but for inflection, spaces and words without meaning."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.function_words import content
from matching.labels import PREFERRED, Label
from matching.stems import stem

SHORTEST_JOINED = 6


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """That a concept is called so: ``foreign`` in another language than asked, ``second`` not preferred."""

    foreign: bool
    second: bool
    concept: str

    @property
    def rank(self) -> tuple[bool, bool]:
        """Order names of one wording: the language asked first, then preferred labels."""
        return self.foreign, self.second


class Names:
    """Finds the concepts that words name."""

    def __init__(self, labels: Sequence[Label], folded: Sequence[Sequence[str]]) -> None:
        """Take labels and their folded words; labels without a word have no name."""
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._about: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._labels = labels
        self._languages = sorted({label.language for label in labels})
        for number, (label, words) in enumerate(zip(labels, folded, strict=True)):
            if words:
                self._exact[" ".join(words)].append(number)
                for key in _keys(words, label.language):
                    self._about[key].append(number)

    def exactly(self, words: Sequence[str], language: str | None) -> list[Name]:
        """List the concepts with exactly this label; the language asked goes first."""
        return self._names(self._exact.get(" ".join(words), ()), language)

    def called(self, words: Sequence[str], language: str | None) -> list[Name]:
        """List the concepts called so, exactly or but for inflection, spaces or words without meaning."""
        languages = self._languages if language is None else sorted({language, ""})
        numbers = set(self._exact.get(" ".join(words), ()))
        for each in languages:
            for key in _keys(words, each):
                numbers.update(self._about.get(key, ()))
        return self._names(numbers, language)

    def _names(self, numbers: Iterable[int], language: str | None) -> list[Name]:
        best: dict[str, Name] = {}
        for number in numbers:
            label = self._labels[number]
            name = Name(
                language is not None and label.language not in (language, ""),
                label.kind != PREFERRED,
                label.concept,
            )
            best[label.concept] = min(name, best.get(label.concept, name))
        return sorted(best.values())


def the_one(names: Sequence[Name]) -> str | None:
    """Return the concept that is meant, if one is named so above all others."""
    if not names:
        return None
    first = names[0]
    rivals = [name for name in names if name.rank == first.rank]
    return first.concept if len(rivals) == 1 else None


def _keys(words: Sequence[str], language: str) -> list[tuple[str, str]]:
    """Return the stems of the meaningful words, and all letters joined where they are enough."""
    stems = stem(content(words, language), language)
    joined = "".join(words)
    keys = [(language, " ".join(stems))]
    return [*keys, (language, f"={joined}")] if len(joined) >= SHORTEST_JOINED else keys
