"""The two records that the engine compares, and nothing else of a person or a vacancy.

Unknown is ``None``, never zero. No name, gender, birth date, nationality, school, photo or free text of a
person has a field here, so none of them can influence a match.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """The kinds of vacancy."""

    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    GRADUATION_PROJECT = "graduation_project"
    SIDE_JOB = "side_job"
    FIRST_JOB = "first_job"
    ORIENTATION_VISIT = "orientation_visit"


class Command(IntEnum):
    """How well a person commands a skill."""

    LEARNING = 1
    ABLE = 2
    ADVANCED = 3


class Weight(StrEnum):
    """How much a vacancy asks for a skill."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"


class Hazard(StrEnum):
    """Whether the work is dangerous: not, under expert supervision (from 16), or for adults only."""

    NONE = "none"
    SUPERVISED = "supervised"
    ADULTS_ONLY = "adults_only"


class AgeClass(StrEnum):
    """The classes in which the law distinguishes young workers."""

    UNDER_13 = "<13"
    FROM_13 = "13-14"
    AT_15 = "15"
    FROM_16 = "16-17"
    ADULT = "18+"


@dataclass(frozen=True, slots=True)
class Link:
    """How strongly (0–1) a skill, as somebody worded it, is one concept.

    A concept is one of the vocabulary, or a free word by itself as an opaque digest (`free_words`).
    """

    concept: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill that a person has: one sure concept; or a free word, and the few concepts that it resembles."""

    links: tuple[Link, ...]
    command: Command | None = None


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill that a vacancy asks for; ``text`` is the vacancy's own wording."""

    links: tuple[Link, ...]
    weight: Weight = Weight.SHOULD
    text: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """A company's recognition for one programme code, both dates included; ``None`` is open-ended."""

    programme: str
    valid_from: date | None = None
    valid_until: date | None = None

    def covers(self, programme: str, on: date | None) -> bool:
        """Tell whether this recognition is for that programme on that day (an unknown day counts)."""
        if self.programme != programme:
            return False
        if on is None:
            return True
        return (self.valid_from or date.min) <= on <= (self.valid_until or date.max)


@dataclass(frozen=True, slots=True)
class AgeStep:
    """From this month (its first day; ``None`` = always) a person belongs to this age class."""

    month: date | None
    age_class: AgeClass


@dataclass(frozen=True, slots=True)
class Person:
    """What the engine may know of a student.

    ``level`` is the NLQF number of the programme followed, coordinates are degrees (WGS 84), ``reach_km`` is
    the longest distance to travel, ``hours`` a week (least, most), ``weekdays`` ISO numbers 1–7,
    ``languages`` CEFR levels by ISO 639-1 code, ``ages`` the age classes by month, in order. ``toward`` says
    how much own words resemble occupations, in points (`matching.profession_words`), by occupation.
    """

    id: str
    skills: tuple[OwnSkill, ...] = ()
    level: int | None = None
    programme: str | None = None
    lat: float | None = None
    lon: float | None = None
    reach_km: float | None = None
    travel: str | None = None
    kinds: frozenset[str] | None = None
    available_from: date | None = None
    available_until: date | None = None
    hours: tuple[float, float] | None = None
    weekdays: frozenset[int] | None = None
    languages: Mapping[str, str] | None = field(default=None, hash=False)
    licences: frozenset[str] | None = None
    wishes: frozenset[str] | None = None
    ages: tuple[AgeStep, ...] = ()
    toward: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Post:
    """What the engine may know of a vacancy.

    ``level_range`` is the range of *person* levels it is open to. ``recognised`` is ``None`` when nobody
    checked, ``()`` when the company has no recognition. ``sector`` and ``company`` serve diversity and
    exposure only; ``seats`` is what is left. Units as in `Person`; ``min_weeks`` is the least overlap.
    """

    id: str
    kind: str | None = None
    title: str = ""
    occupations: tuple[str, ...] = ()
    skills: tuple[AskedSkill, ...] = ()
    level: int | None = None
    level_range: tuple[int, int] | None = None
    recognised: tuple[Recognition, ...] | None = None
    lat: float | None = None
    lon: float | None = None
    remote: bool = False
    start: date | None = None
    end: date | None = None
    min_weeks: float | None = None
    hours: tuple[float, float] | None = None
    weekdays: frozenset[int] | None = None
    languages: Mapping[str, str] | None = field(default=None, hash=False)
    licences: frozenset[str] | None = None
    hazard: str | None = None
    seats: int | None = None
    sector: str | None = None
    company: str | None = None
