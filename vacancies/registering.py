"""Registering for courses, and what came of it."""

from datetime import date

from profiles.models import Student
from vacancies.models import Registration


def certified_on(student: Student) -> date | None:
    """Give the day on which a student first got the certificate of a course; None without any."""
    got = Registration.objects.standing().filter(student=student, certified__gte=1)
    return got.order_by("finished_on").values_list("finished_on", flat=True).first()
