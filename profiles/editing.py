"""Changing a profile by hand: the student's own hand, or the school's."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from matching.words import fold
from profiles.match_changes import persons_changed
from profiles.models import Student, StudentSkill, StudentWords
from profiles.reading.skill_lists import SkillWord, WordLinks
from profiles.skilling import Known, SkillPlan, known_of, plan_skills, write_skills
from reference.reporting import Report

if TYPE_CHECKING:
    from profiles.models import User


class Outdated(Exception):
    """Somebody else changed the row since it was read."""


def edit(student: Student, *, by: "User", changes: Mapping[str, Any]) -> None:
    """Change a profile as it was read, in one transaction; also reads its words and tells the match index.

    ``changes`` maps field names to values; ``skills`` is the whole new list of `SkillWord`. Raises
    ``Outdated`` when the row changed since ``student`` was read, ValidationError when the result is wrong.
    """
    fields = {name: value for name, value in changes.items() if name != "skills"}
    # before the transaction: a vocabulary that must be built first would keep all others from writing
    skills = plan_replacement(student, changes["skills"]) if "skills" in changes else None
    with transaction.atomic():
        for name, value in fields.items():
            setattr(student, name, value)
        student.validate_constraints()
        same = Student.objects.filter(pk=student.pk, updated_at=student.updated_at)
        if not same.update(**fields, updated_at=timezone.now()):
            raise Outdated
        if skills is not None:
            student.skills.all().delete()
            write_skills([skills])
        persons_changed([student.pk])


def plan_replacement(student: Student, words: Sequence[SkillWord]) -> SkillPlan:
    """Plan that a student has these skills and no others; free words wait where ``READ_WORDS_LATER`` is on.

    While they wait, words that were there mean what they meant, and where none was taken away or is commanded
    less, so does what all of them said together.
    """
    known, links = known_of([student])[student.pk], WordLinks(Report(), names_only=settings.READ_WORDS_LATER)
    links.learn((0, word.text) for word in words)
    if settings.READ_WORDS_LATER:
        links.trust({own.text: own.skill for own in known.skills if own.skill})
    made = plan_skills(student, words, Known([], known.words), links)
    if settings.READ_WORDS_LATER and made.words and not made.words.edition:
        _wait(made, made.words, known)
    return made


def _wait(made: SkillPlan, words: StudentWords, known: Known) -> None:
    before = {fold(own.text): own for own in known.skills if not own.skill_id}
    after = {fold(own.text): own for own in made.new if not own.skill_id}
    for word in before.keys() & after.keys():
        after[word].links = before[word].links
    if all(word in after and _at_least(after[word], own) for word, own in before.items()):
        words.toward = known.words.toward if known.words else {}


def _at_least(own: StudentSkill, before: StudentSkill) -> bool:
    return (own.command or StudentSkill.Level.LEARNING) >= (before.command or StudentSkill.Level.LEARNING)
