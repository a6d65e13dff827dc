"""A student's profile as a résumé in the form JSON Resume 1.0.0 (jsonresume.org/schema)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from placements.models import Placement
from profiles.models import Enrolment, Student, StudentSkill
from reference.models import Skill

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def resume_of(student: Student) -> dict[str, Any]:
    """Write a student's own résumé; what is unknown is left out. Five queries."""
    resume = {
        "$schema": SCHEMA,
        "basics": _basics(student),
        "education": list(_education(student)),
        "work": list(_work(student)),
        "skills": list(_skills(student)),
        "languages": [{"language": code, "fluency": level} for code, level in _languages(student)],
        "meta": {"lastModified": student.updated_at.isoformat()},
    }
    return {name: value for name, value in resume.items() if value}


def _basics(student: Student) -> dict[str, Any]:
    place = student.place
    location = place and {
        "postalCode": place.postcode,
        "city": place.name,
        "countryCode": place.country,
    }
    return _known(name=str(student), email=student.email, location=location)


def _education(student: Student) -> Iterator[dict[str, Any]]:
    enrolments = Enrolment.objects.filter(student=student).order_by("started_on", "pk")
    for enrolment in enrolments.select_related("group__school", "group__programme"):
        group = enrolment.group
        yield _known(
            institution=group.school.name,
            area=group.programme and str(group.programme),
            studyType=group.get_level_display(),
            startDate=enrolment.started_on.isoformat(),
            endDate=enrolment.ended_on and enrolment.ended_on.isoformat(),
        )


def _work(student: Student) -> Iterator[dict[str, Any]]:
    placements = Placement.objects.filter(student=student).order_by("start", "pk")
    for placement in placements.select_related("company", "vacancy"):
        yield _known(
            name=placement.company and placement.company.name,
            position=(placement.vacancy and placement.vacancy.title) or placement.get_kind_display(),
            startDate=placement.start.isoformat(),
            endDate=placement.end and placement.end.isoformat(),
        )


def _skills(student: Student) -> Iterator[dict[str, Any]]:
    named = Prefetch("skill", Skill.objects.with_name())
    for held in StudentSkill.objects.filter(student=student).prefetch_related(named):
        level = held.get_command_display()
        yield _known(name=held.skill.name if held.skill else held.text, level=level and str(level))


def _languages(student: Student) -> list[tuple[str, str]]:
    return sorted((student.languages or {}).items())


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}
