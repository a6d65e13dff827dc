"""What a course says of itself: its texts read, its skills linked to the vocabulary, its days checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.words import clean, fold
from profiles.reading.skill_lists import MOST_SKILLS, WordLinks, read_word
from profiles.reading.values import BadValue, read_lines, read_text
from reference.reporting import Report
from vacancies.models import Course, CourseSkill

LONGEST_DESCRIPTION = 4000


def read_texts(model: type[models.Model], told: Mapping[str, Any]) -> dict[str, Any]:
    """Clean the texts of what is told; all else stays. Raises ValidationError by field."""
    return {name: _read(model._meta.get_field(name), value) for name, value in told.items()}


def refuse_days(course: Course, changed: Mapping[str, Any]) -> None:
    """Refuse days that cannot be: one without the other, an end before the start, a start in the past.

    A first day that stays what it was may be over. Raises ValidationError by field.
    """
    first, last = course.starts_on, course.ends_on
    if (first is None) != (last is None):
        missing = "ends_on" if last is None else "starts_on"
        raise ValidationError({missing: _("Give both the first and the last day, or neither.")})
    if first is None or last is None:
        return
    if last < first:
        raise ValidationError({"ends_on": _("A course cannot end before it starts.")})
    if "starts_on" in changed and first < timezone.localdate():
        raise ValidationError({"starts_on": _("The first day lies in the past.")})


def read_skills(words: Sequence[str]) -> list[CourseSkill]:
    """Link words to the skills that they name; each skill once, and what none names as free words.

    Raises ValidationError for too many, and for a word that is none.
    """
    if len(words) > MOST_SKILLS:
        raise ValidationError({"skills": _("At most %(most)d skills fit.") % {"most": MOST_SKILLS}})
    texts = [_read_skill(word) for word in words]
    links = WordLinks(Report(), names_only=settings.READ_WORDS_LATER)
    links.remember(texts)
    found: dict[int | str, CourseSkill] = {}
    for text in texts:
        skill = links[text].skill
        found.setdefault(skill.pk if skill else fold(text), CourseSkill(skill=skill, text=text))
    return list(found.values())


def teach(course: Course, skills: Sequence[CourseSkill]) -> None:
    """Let a course teach these skills and no others."""
    course.skills.all().delete()
    for skill in skills:
        skill.course = course
    CourseSkill.objects.bulk_create(skills)


def _read(field: models.Field, value: Any) -> Any:
    if not isinstance(value, str) or field.choices:
        return value
    try:
        if isinstance(field, models.TextField):
            return read_lines(value, most=LONGEST_DESCRIPTION)
        text = read_text(clean(value), most=field.max_length)
    except BadValue as error:
        raise ValidationError({field.name: error.detail}) from error
    if not text and not field.blank:
        raise ValidationError({field.name: _("Give this a name.")})
    return text


def _read_skill(word: str) -> str:
    try:
        return read_word(clean(word))
    except BadValue as error:
        raise ValidationError({"skills": error.detail}) from error
