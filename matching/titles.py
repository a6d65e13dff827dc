"""Titles of vacancies without what they say beside the occupation: for whom, how long, at which stage."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.own_words import resembled
from matching.vocabulary import Candidate
from matching.words import clean

LIKELY, AHEAD = 0.6, 0.1
"""How near a title must lie to an occupation, and how much nearer than to the next, to be taken for it."""

MOST_OCCUPATIONS = 3
"""The most occupations that one title may resemble."""

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_FOR_WHOM = re.compile(r"\b[mvfxwd](?:\s*/\s*[mvfxwd])+\b", re.IGNORECASE)
_HOURS = re.compile(r"\b\d+(?:\s*[-–]\s*\d+)?\s*(?:uur|u|hours)\b", re.IGNORECASE)
_STAGE = re.compile(
    r"\b(?:stagiaire?|stage(?:plaats|plek)?|bbl|bol|bpv|leerling|leerbaan|leerwerkplek|bijbaan|weekendbaan|starter"
    r"|startersbaan|snuffelstage|afstuderen|afstudeer(?:stage|opdracht|der)|internship|intern|apprentice(?:ship)?"
    r"|trainee|side job|gezocht|gevraagd|vacature|als|fulltime|parttime)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The occupation that a title means; where it means none, the few that it resembles, nearest first."""

    meant: str | None = None
    near: tuple[str, ...] = ()


def read_titles(
    titles: Sequence[str], find: Callable[[Sequence[str]], Sequence[Sequence[Candidate]]]
) -> list[Title]:
    """Read titles with a search among occupations: sure as they stand, else without what is said beside."""
    whole = find(titles)
    named = [found[0].concept if found and found[0].sure else None for found in whole]
    bare = iter(find([occupation_words(text) for text, sure in zip(titles, named, strict=True) if not sure]))
    return [Title(sure) if sure else _title(next(bare)) for sure in named]


def _title(found: Sequence[Candidate]) -> Title:
    meant = occupation_meant(found)
    near = () if meant else resembled(found)[:MOST_OCCUPATIONS]
    return Title(meant, tuple(link.concept for link in near))


def occupation_words(title: str) -> str:
    """Keep the words that name an occupation ("BBL-leerling lasser (m/v), 32 uur" → "lasser")."""
    bare = clean(title)[:200]
    for pattern in (_BRACKETS, _FOR_WHOM, _HOURS, _STAGE):
        bare = pattern.sub(" ", bare)
    return clean(bare).strip(" -–—,:;/|&+")


def occupation_meant(found: Sequence[Candidate]) -> str | None:
    """Return the occupation that a title means: the sure one, else the one that is likely and well ahead."""
    if not found:
        return None
    first, *others = found
    ahead = all(first.score - each.score >= AHEAD for each in others[:1])
    return first.concept if first.sure or (first.score >= LIKELY and ahead) else None
