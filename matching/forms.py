"""The forms in which a wording is compared: its letters, its stems, and the stems of its compound parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from matching.compounds import Splitter
from matching.function_words import content
from matching.stems import stem
from matching.words import tokens


class Form(StrEnum):
    """One way to look at a wording; the letter forms are compared by runs of letters, the others by words."""

    LETTERS = "letters"
    STEM_LETTERS = "stem letters"
    STEMS = "stems"
    PART_STEMS = "part stems"
    PART_LETTERS = "part letters"

    @property
    def by_letters(self) -> bool:
        """Tell whether runs of letters are compared instead of words."""
        return self in (Form.LETTERS, Form.STEM_LETTERS, Form.PART_LETTERS)


@dataclass(frozen=True, slots=True)
class Forms:
    """Brings cleaned wordings of one language into their forms."""

    language: str
    splitter: Splitter

    @classmethod
    def learn(cls, texts: Iterable[str], language: str) -> "Forms":
        """Learn the compound parts from the wordings of a vocabulary."""
        splitter = Splitter.learn((word for text in texts for word in tokens(text)), language)
        splitter.remember(splitter.counts)
        return cls(language, splitter)

    def bring(self, texts: Sequence[str], form: Form) -> list[str]:
        """Return each wording in this form, words separated by spaces."""
        told = [tokens(text) for text in texts]
        if not form.by_letters:
            told = [content(words, self.language) for words in told]
        brought = self._brought(sorted({word for words in told for word in words}), form)
        return [" ".join(brought[word] for word in words) for words in told]

    def _brought(self, words: Sequence[str], form: Form) -> dict[str, str]:
        """Return the form of each different word."""
        if form is Form.LETTERS:
            return {word: word for word in words}
        split = form in (Form.PART_STEMS, Form.PART_LETTERS)
        parts = [self.splitter.split(word) if split else (word,) for word in words]
        stems = iter(stem([part for each in parts for part in each], self.language))
        return {word: " ".join(islice(stems, len(each))) for word, each in zip(words, parts, strict=True)}
