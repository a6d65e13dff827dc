"""Why somebody says no: a closed list, so that a refusal can be understood, counted and answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from placements.models import Application

Turn = Application.Turn


class Reason(models.TextChoices):
    """All are about the place or the work; none is about the person."""

    SEATS_FILLED = "seats_filled", _("The places are taken")
    NO_SUPERVISOR = "no_supervisor", _("There is nobody to supervise in this period")
    WORK_CHANGED = "work_changed", _("The work has changed or is not there any more")
    SKILLS_MISSING = "skills_missing", _("A skill that the work cannot do without is missing")
    LEVEL_DIFFERS = "level_differs", _("The work is of another level")
    PERIOD_DIFFERS = "period_differs", _("The period or the days do not fit")
    LANGUAGE = "language", _("The language that the work asks is not there yet")
    LICENCE = "licence", _("A licence that the work asks is missing")
    NOT_ALLOWED = "not_allowed", _("The law or the recognition does not allow it")
    NO_SHOW = "no_show", _("The talk did not take place")
    TOO_FAR = "too_far", _("It is too far to travel")
    OTHER_WORK = "other_work", _("I look for other work")
    OTHER_PLACE = "other_place", _("I have another place")
    TERMS = "terms", _("The pay or the hours do not suit me")


SHARED = (Reason.PERIOD_DIFFERS, Reason.LEVEL_DIFFERS, Reason.NO_SHOW)
BY_TURN: dict[str, tuple[Reason, ...]] = {
    Turn.COMPANY: (
        Reason.SEATS_FILLED,
        Reason.NO_SUPERVISOR,
        Reason.WORK_CHANGED,
        Reason.SKILLS_MISSING,
        Reason.LANGUAGE,
        Reason.LICENCE,
        Reason.NOT_ALLOWED,
        *SHARED,
    ),
    Turn.STUDENT: (Reason.OTHER_PLACE, Reason.OTHER_WORK, Reason.TOO_FAR, Reason.TERMS, *SHARED),
}


class BadReason(Exception):
    """This side cannot say no for this reason."""
