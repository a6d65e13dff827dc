"""Which part somebody takes in a placement; asked by the verbs, the API and the pages alike."""

from enum import StrEnum
from typing import TYPE_CHECKING

from placements.models import Placement
from profiles.models import Guardianship

if TYPE_CHECKING:
    from profiles.models import User


class Part(StrEnum):
    """As what somebody reads a placement; the school is the one that the student went from."""

    STUDENT = "student"
    COMPANY = "company"
    SCHOOL = "school"
    GUARDIAN = "guardian"
    ADMIN = "admin"


BOTH = frozenset({Part.SCHOOL, Part.COMPANY})
PARTIES = BOTH | {Part.STUDENT}


def part_of(user: "User", placement: Placement) -> Part | None:
    """Tell as what this user takes part in a placement; ``None`` as nothing."""
    student = placement.student
    if student is not None and student.user_id == user.pk:
        return Part.STUDENT
    if placement.company_id in user.company_ids:
        return Part.COMPANY
    if placement.school_id in user.school_ids:
        return Part.SCHOOL
    if user.is_platform_admin:
        return Part.ADMIN
    wards = Guardianship.objects.in_force().filter(user=user, student=student)
    return Part.GUARDIAN if student is not None and wards.exists() else None


def sees_person(user: "User", placement: Placement) -> bool:
    """Tell whether this user reads who the student is: a company not of what was cancelled."""
    return placement.status != Placement.Status.CANCELLED or part_of(user, placement) != Part.COMPANY


def takes_part(user: "User", placement: Placement, *parts: Part) -> bool:
    """Tell whether somebody takes part as one of these."""
    return part_of(user, placement) in parts
