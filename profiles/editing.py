"""Changing a profile by hand: the student's own hand, or the school's."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from profiles.match_changes import persons_changed
from profiles.models import Student
from profiles.reading.skill_lists import SkillWord, WordLinks
from profiles.skilling import plan_skills, write_skills
from reference.reporting import Report

if TYPE_CHECKING:
    from profiles.models import User


class Outdated(Exception):
    """Somebody else changed the row since it was read."""


@transaction.atomic
def edit(student: Student, *, by: "User", changes: Mapping[str, Any]) -> None:
    """Change a profile as it was read; also tells the match index.

    ``changes`` maps field names to values; ``skills`` is the whole new list of `SkillWord`. Raises
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
    persons_changed([student.pk])


def replace_skills(student: Student, words: Sequence[SkillWord]) -> None:
    """Let a student have these skills and no others; words are linked to the vocabulary where they fit."""
    links = WordLinks(Report())
    links.learn((0, word.text) for word in words)
    student.skills.all().delete()
    write_skills([plan_skills(student, words, [], links)])
