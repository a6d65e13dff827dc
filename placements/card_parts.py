"""What stands on a card, each part no finer than an employer may know it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Prefetch

from matching import location
from matching.eligibility import CEFR
from matching.reasons import Row
from matching.records import Person, Post
from matching.scoring import POLICY, Parts
from profiles.models import Student, StudentSkill
from reference.models import Skill

STEPS = 5


class Band(StrEnum):
    """How far the centre of the student's municipality lies from the work."""

    NEAR = "under_10_km"
    MIDDLE = "10_to_25_km"
    FAR = "over_25_km"


BANDS_M = ((10_000, Band.NEAR), (25_000, Band.MIDDLE))
"""Whoever is this near at most, in metres; what is farther is `Band.FAR`."""


class Sign(StrEnum):
    """Whether somebody has what is asked."""

    HAS = "has"
    PARTLY = "partly"
    MISSING = "missing"
    UNKNOWN = "unknown"


SIGNS = {
    "skill_has": Sign.HAS,
    "skill_related": Sign.PARTLY,
    "skill_weak": Sign.MISSING,
    "skill_missing": Sign.MISSING,
    "skill_unknown": Sign.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class SkillReason:
    """An asked skill by name, and how it is there; ``command`` when it is."""

    skill: str
    weight: str
    sign: Sign
    command: int | None


@dataclass(frozen=True, slots=True)
class Bars:
    """The parts of the score, each in steps from 1 to 5."""

    skills: int
    level: int
    location: int


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill of the vocabulary that somebody has; own words are never shown."""

    uuid: UUID
    name: str
    command: int | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A language (with the least level) or licence that the vacancy asks; who lacks it has no card here."""

    asked: str
    least: str | None
    sign: Sign


@dataclass(frozen=True, slots=True)
class Availability:
    """When somebody can come; ``None`` is unknown."""

    first: date | None
    last: date | None
    hours: tuple[int, int] | None
    weekdays: tuple[int, ...] | None

    @classmethod
    def of(cls, student: Student) -> "Availability":
        """Read it from a profile."""
        least, most = student.hours_min, student.hours_max
        hours = None if least is None or most is None else (least, most)
        weekdays = None if student.weekdays is None else tuple(sorted(student.weekdays))
        return cls(student.available_from, student.available_until, hours, weekdays)


def band(person: Person, post: Post) -> Band | None:
    """Give the band of a distance; none where work can be done remotely or a place is unknown."""
    metres = location.metres_between((person.lat, person.lon), (post.lat, post.lon))
    if post.remote or math.isnan(metres):
        return None
    return next((word for most, word in BANDS_M if metres <= most), Band.FAR)


def bars(parts: Parts) -> Bars:
    """Give each part in five steps."""
    shown = (
        (parts.skills, POLICY.skills),
        (parts.level, POLICY.level),
        (parts.location, POLICY.location),
    )
    return Bars(*(max(1, math.ceil(STEPS * points / most)) for points, most in shown))


def reasons(rows: Iterable[Row], name: Callable[[str], str]) -> tuple[SkillReason, ...]:
    """Keep what a company may read of the reasons: the asked skills, without points or what stands in.

    ``name`` names a concept; what is no concept is named as the vacancy words it.
    """
    return tuple(_reason(row, SIGNS[row.code], name) for row in rows if row.code in SIGNS)


def _reason(row: Row, sign: Sign, name: Callable[[str], str]) -> SkillReason:
    concept, command = row.values["concept"], row.values.get("command")
    return SkillReason(
        skill=str(row.values["text"]) if concept is None else name(str(concept)),
        weight=str(row.values["weight"]),
        sign=sign,
        command=int(command) if sign is Sign.HAS and command else None,
    )


def conditions(person: Person, post: Post) -> tuple[Condition, ...]:
    """Tell of each language and licence asked whether it is there or not known."""
    spoken, held = person.languages, person.licences
    languages = sorted((post.languages or {}).items(), key=lambda asked: (asked[0], CEFR.index(asked[1])))
    return (
        *(Condition(code, least, _known(spoken is not None)) for code, least in languages),
        *(Condition(code, None, _known(held is not None)) for code in sorted(post.licences or ())),
    )


def held_skills(student: Student) -> tuple[HeldSkill, ...]:
    """List the skills of the vocabulary that somebody has, by name, in the reader's language."""
    known = StudentSkill.objects.filter(student=student, skill__isnull=False)
    rows = known.prefetch_related(Prefetch("skill", Skill.objects.with_name()))
    held = [HeldSkill(row.skill.uuid, row.skill.name, row.command) for row in rows]
    return tuple(sorted(held, key=lambda each: (-(each.command or 0), each.name)))


def _known(is_known: bool) -> Sign:
    """Whoever is known to lack what is asked is not eligible, and has no card."""
    return Sign.HAS if is_known else Sign.UNKNOWN
