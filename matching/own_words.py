"""A person's words as a whole: the others settle what one leaves open; together they resemble occupations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from matching.company import Company
from matching.profession_words import ProfessionWords
from matching.records import Command, Link
from matching.skills import COMMAND
from matching.vocabulary import Candidate

MOST_CONCEPTS, LEAST_RESEMBLANCE = 5, 0.2
"""How many concepts a free wording keeps, and how much they must resemble it."""

LEAST_TOWARD = 12
"""How much free words must resemble an occupation to be kept: below it they count for less than 1 %."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A skill as a person worded it: what the words mean by themselves (`resembled`), and the command."""

    text: str
    links: tuple[Link, ...]
    command: Command | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What it takes to read somebody's words together: which skills go together, what is said of work."""

    company: Company = field(default_factory=lambda: Company(()))
    professions: ProfessionWords = field(default_factory=lambda: ProfessionWords((), ()))

    def links(self, words: Sequence[OwnWord]) -> list[tuple[Link, ...]]:
        """Give the links of each word, shared out, and made stronger by those of the other words."""
        return self.company.lifted([_shared_out(word.links) for word in words])

    def toward(self, words: Sequence[OwnWord]) -> dict[str, int]:
        """Add up, by command, what all words that are not sure say of each occupation, in points."""
        total = np.zeros(len(self.professions.occupations), np.int64)
        for word in words:
            if not is_sure(word.links):
                total += self.professions.toward(word.text) * COMMAND[word.command]
        points = np.rint(total / COMMAND[None]).astype(np.int64)
        places = np.flatnonzero(points >= LEAST_TOWARD)
        return {self.professions.occupations[place]: int(points[place]) for place in places}


def resembled(candidates: Sequence[Candidate]) -> tuple[Link, ...]:
    """Link to the one sure concept, else to those that resemble the words, which count squared."""
    if candidates and candidates[0].sure:
        return (Link(candidates[0].concept),)
    near = [each for each in candidates if each.score >= LEAST_RESEMBLANCE][:MOST_CONCEPTS]
    return tuple(Link(each.concept, each.score**2) for each in near)


def is_sure(links: Sequence[Link]) -> bool:
    """Tell whether words mean one concept and no other."""
    return len(links) == 1 and links[0].strength == 1


def _shared_out(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Weaken the links of words that may mean many things: they name one skill, not all of them."""
    every, most = sum(link.strength for link in links), max((link.strength for link in links), default=0.0)
    return tuple(Link(link.concept, round(link.strength * sqrt(most / every), 4)) for link in links)
