"""The phrases of a text that may name a skill: its clauses, and windows over the long ones."""

import re
from collections.abc import Iterator

from matching.function_words import content
from matching.words import clean, tokens

LONGEST_TEXT = 10_000
LONGEST_PHRASE = 100
WINDOW, STEP = 6, 3
MOST_PHRASES = 40
MOST_NAMED, MOST_WORDS = 6, 200
_SENTENCE = re.compile(r"[\n\r\u2022\u00b7;!?]+|[.:](?=\s|$)|\s[-*\u2013]\s")
_CLAUSE = re.compile(
    r"[,()\[\]/\"]+|\s(?:en|and|und|of|or|oder|zoals|such as|including|waaronder)\s", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    """Split the first 10,000 characters of a text into cleaned sentences and lines."""
    parts = (clean(part) for part in _SENTENCE.split(text[:LONGEST_TEXT]))
    return [part for part in parts if part]


def phrases(sentence: str, language: str) -> list[str]:
    """List the different phrases of a sentence, at most 40 of at most 100 characters, in order."""
    found = (phrase for clause in _CLAUSE.split(sentence) for phrase in _windows(clause.split(), language))
    return list(dict.fromkeys(found))[:MOST_PHRASES]


def runs(sentence: str) -> Iterator[str]:
    """Yield every run of one to six words of a sentence, the longest first."""
    words = sentence.split()[:MOST_WORDS]
    for size in range(min(MOST_NAMED, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])


def _windows(words: list[str], language: str) -> Iterator[str]:
    """Yield the whole of a short clause, or windows of six words over a long one; nothing without meaning."""
    last = max(len(words) - WINDOW, 0)
    for at in sorted({*range(0, last, STEP), last}):
        phrase = " ".join(words[at : at + WINDOW])[:LONGEST_PHRASE].strip(" .")
        if any(len(word) > 1 for word in content(tokens(phrase), language)):
            yield phrase
