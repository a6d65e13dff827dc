"""What of a student stands on every card, for the student or a guardian to look at beforehand."""

from dataclasses import dataclass

from django.conf import settings

from placements.card_parts import Availability, HeldSkill, held_skills
from profiles.models import Student
from reference.models import Sector


@dataclass(frozen=True, slots=True)
class Preview:
    """The part of a card that is the same at every vacancy (see `placements.cards.Card`)."""

    level: str | None
    field: Sector | None
    municipality: str | None
    in_region: bool | None
    availability: Availability
    own_skills: tuple[HeldSkill, ...]


def preview(student: Student) -> Preview:
    """Give a student's card as companies see it, or would see it; four queries at most.

    The municipality is named when, with this student, enough who can be seen share level, field and
    municipality.
    """
    row = Student.objects.select_related("programme__sector", "place__municipality").get(pk=student.pk)
    home = row.place.municipality if row.place else None
    return Preview(
        level=row.level,
        field=row.programme.sector if row.programme else None,
        municipality=home.name if home and _is_shared(row) else None,
        in_region=home and home.in_region,
        availability=Availability.of(row),
        own_skills=held_skills(row),
    )


def _is_shared(student: Student) -> bool:
    """Tell whether so many others are like this one that the municipality points at nobody."""
    alike = Student.objects.carded().filter(
        level=student.level,
        programme__sector=student.programme and student.programme.sector_id,
        place__municipality=student.place and student.place.municipality_id,
    )
    return alike.exclude(pk=student.pk).count() + 1 >= settings.FEWEST_ALIKE
