"""What is offered."""

from vacancies.models.seat_block import SeatBlock
from vacancies.models.vacancy import Vacancy, VacancySkill

__all__ = ["SeatBlock", "Vacancy", "VacancySkill"]
