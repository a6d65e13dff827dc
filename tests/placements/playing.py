"""Bringing an application to where a test begins."""

from datetime import date, datetime
from typing import Any

import time_machine
from django.utils import timezone

from placements.answering import accept, offer
from placements.applying import apply
from placements.models import Application, Placement
from placements.offering import Offer
from profiles.models import Student
from tests.world import World
from vacancies.models import Vacancy


def offered(
    world: World, student: Student | None = None, vacancy: Vacancy | None = None, **offer_of: Any
) -> Application:
    """Give an application of Sanne, or of a student with an account, with an offer that waits for her."""
    who = student or world.sanne
    application = apply(who, vacancy or world.vacancy, by=who.user)
    offer(application, Offer(**offer_of), by=world.bram)
    return application


def placed(world: World, student: Student | None = None, **offer_of: Any) -> Placement:
    """Give a placement that was just agreed."""
    application = offered(world, student, **offer_of)
    accept(application, by=application.student.user)
    return application.placement


def at(day: date) -> time_machine.travel:
    """Let it be noon of a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())
    return time_machine.travel(noon)
