"""What is offered."""

from vacancies.models.vacancy import Vacancy, VacancySkill

__all__ = ["Vacancy", "VacancySkill"]
