"""Where the page of a vacancy is for who reads it."""

from django.urls import reverse

from profiles.models import Student, User
from vacancies.models import Vacancy


def vacancy_address(user: User, student: Student, vacancy: Vacancy) -> str:
    """Give the page that compares with this student: one's own page, or the school's about the student."""
    if student.user_id == user.pk:
        return reverse("vacancy", args=[vacancy.uuid])
    return reverse("student-vacancy", args=[student.uuid, vacancy.uuid])
