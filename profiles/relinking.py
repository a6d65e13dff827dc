"""The words of students, read by the vocabulary in use: after it changed, and those that waited."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import QuerySet

from profiles.match_changes import persons_changed
from profiles.models import Student, StudentSkill
from profiles.reading.skill_lists import WordLinks
from profiles.skilling import known_of, plan_skills, write_skills
from reference.reporting import Report

CHUNK = 500
"""Students whose words are read in one transaction."""


def relink_students(*, most: int | None = None) -> int:
    """Read the free words of students that wait or were read by another edition; give how many students.

    Streams in chunks of a transaction each, so that it can be stopped and goes on where it was; once all are
    read it costs two queries. Also tells the matcher who changed. ``most`` stops after about so many.
    """
    done, last = 0, 0
    while most is None or done < most:
        links = WordLinks(Report())
        ids = list(_waiting(links.edition).filter(pk__gt=last)[:CHUNK])
        if not ids:
            break
        _relink(ids, links)
        done, last = done + len(ids), ids[-1]
    return done


def _waiting(edition: str) -> QuerySet:
    """List the students, in order, whose free words were not read by this edition."""
    free = StudentSkill.objects.filter(skill=None).exclude(student__words__edition=edition)
    return Student.objects.filter(pk__in=free.values("student")).order_by("pk").values_list("pk", flat=True)


def _relink(ids: Sequence[int], links: WordLinks) -> None:
    # before the transaction: a vocabulary that must be built first would keep all others from writing
    free = StudentSkill.objects.filter(student__in=ids, skill=None)
    links.remember(free.values_list("text", flat=True))
    links.whole  # noqa: B018
    with transaction.atomic():
        students = Student.objects.filter(pk__in=ids).order_by("pk")
        skips = connection.features.has_select_for_update_skip_locked
        rows = {student.pk: student for student in students.select_for_update(skip_locked=skips)}
        known = known_of(rows.values())
        links.remember(text for own in known.values() for text in own.free)
        plans = {pk: plan_skills(student, [], known[pk], links) for pk, student in rows.items()}
        write_skills(list(plans.values()))
        persons_changed(pk for pk, plan in plans.items() if plan)
