"""Reasons and failures as sentences, in Dutch or English."""

from collections.abc import Callable, Mapping

from matching.catalogue import SENTENCES
from matching.eligibility import Failure
from matching.reasons import Row, Value, Verdict

Label = Callable[[str, str], str]
"""Gives the label of a skill or occupation, by its id, in a language."""

_CONCEPTS = frozenset({"concept", "own", "occupation"})
_WORDS = frozenset({"weight", "because", "kind"})


def render(row: Row, language: str, label: Label) -> str:
    """Put one row in a sentence; ``language`` is nl or en, ``label`` names concepts and occupations."""
    sentences = SENTENCES[language]
    words = {name: _word(name, value, language, label) for name, value in row.values.items()}
    if row.values.get("concept") is None:
        words["concept"] = str(row.values.get("text", ""))
    words["command"] = sentences.get(f"command_{row.values.get('command')}", "")
    return _capital(sentences[row.code].format_map(words))


def render_failure(failure: Failure, language: str) -> str:
    """Put one failing rule in a sentence with both values."""
    words = {name: _word(name, value, language, _no_label) for name, value in failure.values.items()}
    if "wanted" in failure.values:
        words["wanted"] = _kinds(str(failure.values["wanted"]), SENTENCES[language])
    return _capital(SENTENCES[language][f"rule_{failure.rule}{_lacking(failure)}"].format_map(words))


def _lacking(failure: Failure) -> str:
    """Tell which of the values of a recognition is not known, as that has a sentence of its own."""
    if failure.rule != "recognition":
        return ""
    if failure.values["programme"] is None:
        return "_none"
    return "_undated" if failure.values["start"] is None else ""


def render_verdict(word: Verdict, language: str) -> str:
    """Give the verdict's word."""
    return SENTENCES[language][word]


def _word(name: str, value: Value, language: str, label: Label) -> str:
    if value is None:
        return SENTENCES[language]["nothing"]
    if name in _CONCEPTS:
        return label(str(value), language)
    if name in _WORDS:
        return SENTENCES[language][str(value)]
    return _number(value, language) if isinstance(value, float) else str(value)


def _number(value: float, language: str) -> str:
    """Show a number with one decimal where it has one, with a comma in Dutch."""
    written = f"{value:.1f}".removesuffix(".0")
    return written.replace(".", ",") if language == "nl" else written


def _kinds(listed: str, sentences: Mapping[str, str]) -> str:
    return ", ".join(sentences[kind] for kind in listed.split(", ") if kind) or sentences["nothing"]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _no_label(concept: str, language: str) -> str:
    return concept
