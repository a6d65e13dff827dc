"""The vacancies app."""

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    name = "vacancies"

    def ready(self) -> None:
        """Make known what is told of vacancies; its words need the models."""
        from vacancies import course_notices, notices

        notices.register()
        course_notices.register()
