"""What the worker does for what is offered."""

from celery import shared_task

from vacancies import relinking

MOST_AT_ONCE = 2_000
"""So many vacancies fit into the time of one task with all of ESCO; the next run goes on."""


@shared_task
def relink_vacancies() -> int:
    """Read the words of vacancies that wait for it."""
    return relinking.relink_vacancies(most=MOST_AT_ONCE)
