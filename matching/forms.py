"""The forms in which a wording is compared: its letters, its stems, and the stems of its compound parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

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
        return [" ".join(self._words(tokens(text), form)) for text in texts]

    def _words(self, words: list[str], form: Form) -> list[str]:
        if form is Form.LETTERS:
            return words
        if not form.by_letters:
            words = content(words, self.language)
        if form in (Form.PART_STEMS, Form.PART_LETTERS):
            words = [part for word in words for part in self.splitter.split(word)]
        return stem(words, self.language)
