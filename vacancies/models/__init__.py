"""What is offered."""

from vacancies.models.course import Course, CourseSkill, Registration
from vacancies.models.lecture import Lecture, Moment
from vacancies.models.seat_block import SeatBlock
from vacancies.models.vacancy import Vacancy, VacancySkill

__all__ = [
    "Course",
    "CourseSkill",
    "Lecture",
    "Moment",
    "Registration",
    "SeatBlock",
    "Vacancy",
    "VacancySkill",
]
