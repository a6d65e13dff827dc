"""How much of a profile is known, and what would help most to add."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models import Student

FEWEST_SKILLS = 3
"""With fewer skills than this there is too little to match on."""


class Part(models.TextChoices):
    """What a complete profile tells, most telling first."""

    SKILLS = "skills", _("skills")
    LEVEL = "level", _("level")
    KINDS = "kinds", _("what you look for")
    PLACE = "place", _("where you travel from")
    REACH = "reach", _("how far you travel")
    PERIOD = "period", _("from when")


@dataclass(frozen=True, slots=True)
class Completeness:
    """The parts that are known and those that are not, each most telling first."""

    known: tuple[Part, ...]
    unknown: tuple[Part, ...]

    @property
    def percent(self) -> int:
        return round(100 * len(self.known) / len(Part))

    @property
    def next(self) -> Part | None:
        """Give what would help most to add."""
        return self.unknown[0] if self.unknown else None


def completeness_of(student: Student, *, skills: int) -> Completeness:
    """Tell what is known of a student who has that many skills."""
    known = {
        Part.SKILLS: skills >= FEWEST_SKILLS,
        Part.LEVEL: bool(student.level),
        Part.KINDS: bool(student.kinds),
        Part.PLACE: student.place_id is not None,
        Part.REACH: student.reach_km is not None,
        Part.PERIOD: student.available_from is not None,
    }
    return Completeness(
        tuple(part for part in Part if known[part]), tuple(part for part in Part if not known[part])
    )
