"""The words of a region pack from which invented people, companies and vacancies are made."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from web.demo.dice import Dice


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's name in three parts, and the language spoken at home (ISO 639-1)."""

    first: str
    prefix: str
    last: str
    language: str = "nl"

    @classmethod
    def of(cls, first: str, family: str, language: str = "nl") -> "Name":
        """Take apart a last name: what stands before the first capital is its prefix."""
        start = next((place for place, letter in enumerate(family) if letter.isupper()), 0)
        return cls(first, family[:start].strip(), family[start:], language)

    def __str__(self) -> str:
        return " ".join(part for part in (self.first, self.prefix, self.last) if part)


@dataclass(frozen=True, slots=True)
class People:
    share: float
    language: str
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Business:
    """How companies of one sector are called, and at which occupations each trade works."""

    share: float
    patterns: tuple[str, ...]
    trades: tuple[str, ...]
    work: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offers:
    """Titles and texts of one kind of vacancy."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one region pack; ``homes`` are weights by municipality code."""

    streets: tuple[str, ...]
    free_words: tuple[str, ...]
    people: tuple[People, ...]
    names: tuple[str, ...]
    houses: tuple[str, ...]
    businesses: Mapping[str, Business]
    offers: Mapping[str, Offers]
    homes: Mapping[str, float]
    story: Mapping[str, str]
    meetings: Mapping[str, str]

    @classmethod
    def read(cls, pack: Path) -> "Words":
        """Read the ``demo.toml`` of a region pack."""
        told = tomllib.loads((pack / "demo.toml").read_text(encoding="utf-8"))
        companies = told["companies"]
        sectors = {code: about for code, about in companies.items() if isinstance(about, dict)}
        return cls(
            streets=tuple(told["streets"]),
            free_words=tuple(told["free_words"]),
            people=tuple(_people(group) for group in told["people"]),
            names=tuple(companies["names"]),
            houses=tuple(companies["houses"]),
            businesses={code: _business(about) for code, about in sectors.items()},
            offers={kind: _offers(about) for kind, about in told["vacancies"].items()},
            homes=told["homes"],
            story=told["story"],
            meetings=told["meetings"],
        )

    def person(self, dice: Dice) -> Name:
        """Draw a name: a group by its share of the people, then a first and a last name of that group."""
        group = dice.pick(self.people, [group.share for group in self.people])
        return Name.of(dice.pick(group.first), dice.pick(group.last), group.language)


def _people(told: dict) -> People:
    return People(told["share"], told["language"], tuple(told["first"]), tuple(told["last"]))


def _business(told: dict) -> Business:
    work = {trade: tuple(occupations) for trade, occupations in told["work"].items()}
    return Business(told["share"], tuple(told["patterns"]), tuple(told["trades"]), work)


def _offers(told: dict) -> Offers:
    return Offers(tuple(told["titles"]), tuple(told["texts"]))
