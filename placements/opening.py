"""Opening one card: logged, shown to the student, and within what a company may open in a day."""

from datetime import datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from placements.cards import Card, card_of
from profiles.limiting import Limit, TooOften
from profiles.models import Company, ProfileView, Student
from profiles.viewing import note_view
from vacancies.models import Vacancy

if TYPE_CHECKING:
    from profiles.models import User

CARD = ProfileView.Stage.CARD


class BudgetSpent(TooOften):
    """The company opened as many different cards today as it may; tomorrow it may again."""

    def __init__(self) -> None:
        now = timezone.localtime()
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
        super().__init__(Limit("cards"), ceil((midnight - now).total_seconds()))


def open_card(vacancy: Vacancy, student: Student, *, by: "User") -> Card:
    """Open the card of somebody whom the vacancy's company found (`find_student`); the student sees that.

    What was opened today opens again for nothing. Raises `BudgetSpent`.
    """
    _spend(vacancy.company, student, by)
    return card_of(vacancy, student)


@transaction.atomic
def _spend(company: Company, student: Student, by: "User") -> None:
    """Log the view when there is room for it: exact, as one company's views are logged one after another."""
    # On SQLite this locks nothing, and need not: IMMEDIATE transactions come one after another.
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    note_view(student, company, stage=CARD, by=by)
    opened = ProfileView.objects.filter(company=company, day=timezone.localdate(), stage=CARD)
    if opened.count() > settings.CARDS_OPENED_PER_DAY:
        raise BudgetSpent
