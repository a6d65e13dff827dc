"""Changing a profile by hand: the student's own hand, or the school's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from profiles.models import MatchChange, Student

if TYPE_CHECKING:
    from profiles.models import User


class Outdated(Exception):
    """Somebody else changed the row since it was read."""


@transaction.atomic
def edit(student: Student, *, by: "User", changes: Mapping[str, Any]) -> None:
    """Change a profile as it was read; also tells the match index.

    ``changes`` maps field names to values; ``skills`` is the whole new list of {text, command}. Raises
    ``Outdated`` when the row changed since ``student`` was read, ValidationError when the result is wrong.
    """
    fields = {name: value for name, value in changes.items() if name != "skills"}
    for name, value in fields.items():
        setattr(student, name, value)
    student.validate_constraints()
    same = Student.objects.filter(pk=student.pk, updated_at=student.updated_at)
    if not same.update(**fields, updated_at=timezone.now()):
        raise Outdated
    if "skills" in changes:
        replace_skills(student, changes["skills"])
    MatchChange.objects.create(side=MatchChange.Side.PERSON, row_id=student.pk)
