"""Telling both sides of a talk that it is planned, moved, called off or near, and that it took place or not.

A mail says when; where and what else stands on the site only, and what goes to a company names no student.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from placements import hearing
from placements.models import Application, Talk
from placements.notice_texts import Text
from profiles import notifying
from profiles.models import Notification, User
from profiles.notifying import Event, Kind, Words
from profiles.sharing import contact_through_school

TEMPLATE = "placements/mail/told.txt"


class What(StrEnum):
    """What is told of a talk."""

    PLANNED = "planned"
    MOVED = "moved"
    OFF = "off"
    HELD = "held"
    MISSED = "missed"
    NEAR = "near"


TEXTS: Mapping[str, Text] = {
    "student-talk-planned": Text(
        Kind.REQUEST,
        _("A talk with %(company)s: %(day)s"),
        _(
            "%(company)s wants to talk with you about “%(vacancy)s”, on %(day)s at %(time)s. Where, and how "
            "to say that you cannot come, stands on the site."
        ),
    ),
    "student-talk-moved": Text(
        Kind.REQUEST,
        _("Your talk is moved to %(day)s: %(vacancy)s"),
        _(
            "%(company)s moved the talk about “%(vacancy)s”. It is now on %(day)s at %(time)s. Where, "
            "and how to say that you cannot come, stands on the site."
        ),
    ),
    "student-talk-off": Text(
        Kind.OUTCOME,
        _("The talk is called off: %(vacancy)s"),
        _(
            "The talk with %(company)s about “%(vacancy)s” of %(day)s at %(time)s is called off. Your "
            "application stands; you can agree on another day."
        ),
    ),
    "student-talk-held": Text(
        Kind.OUTCOME,
        _("You talked with %(company)s: %(vacancy)s"),
        _("%(company)s noted that the talk about “%(vacancy)s” took place. You hear what follows."),
    ),
    "student-talk-missed": Text(
        Kind.OUTCOME,
        _("The talk did not take place: %(vacancy)s"),
        _(
            "%(company)s noted that the talk of %(day)s about “%(vacancy)s” did not take place. Is that not "
            "right, or do you want another day? Say so on the site."
        ),
    ),
    "student-talk-near": Text(
        Kind.REMINDER,
        _("Your talk is on %(day)s at %(time)s: %(vacancy)s"),
        _("You talk with %(company)s about “%(vacancy)s” on %(day)s at %(time)s. Where stands on the site."),
    ),
    "company-talk-off": Text(
        Kind.OUTCOME,
        _("The talk of %(day)s is called off: %(vacancy)s"),
        _("The talk about “%(vacancy)s” of %(day)s at %(time)s is called off. You can plan another."),
    ),
    "company-talk-near": Text(
        Kind.REMINDER,
        _("You talk with a student on %(day)s at %(time)s: %(vacancy)s"),
        _(
            "You talk with a student about “%(vacancy)s” on %(day)s at %(time)s. Say afterwards on the site "
            "whether it took place."
        ),
    ),
    "care-talk-planned": Text(
        Kind.REQUEST,
        _("A talk of %(name)s with %(company)s: %(day)s"),
        _("%(company)s wants to talk with %(name)s about “%(vacancy)s”, on %(day)s at %(time)s."),
    ),
    "care-talk-moved": Text(
        Kind.REQUEST,
        _("The talk of %(name)s is moved to %(day)s: %(vacancy)s"),
        _("%(company)s moved the talk with %(name)s about “%(vacancy)s” to %(day)s at %(time)s."),
    ),
    "care-talk-off": Text(
        Kind.OUTCOME,
        _("The talk of %(name)s is called off: %(vacancy)s"),
        _("The talk of %(name)s with %(company)s about “%(vacancy)s”, %(day)s at %(time)s, is called off."),
    ),
    "care-talk-held": Text(
        Kind.OUTCOME,
        _("%(name)s talked with %(company)s: %(vacancy)s"),
        _("%(company)s noted that the talk with %(name)s about “%(vacancy)s” took place."),
    ),
    "care-talk-missed": Text(
        Kind.OUTCOME,
        _("The talk of %(name)s did not take place: %(vacancy)s"),
        _("%(company)s noted that the talk with %(name)s about “%(vacancy)s” of %(day)s did not take place."),
    ),
    "care-talk-near": Text(
        Kind.REMINDER,
        _("%(name)s has a talk on %(day)s at %(time)s: %(vacancy)s"),
        _("%(name)s talks with %(company)s about “%(vacancy)s” on %(day)s at %(time)s."),
    ),
}
"""By side and what is told of it; a side that has no text is not told."""


def register() -> None:
    """Make known what is told of talks."""
    notifying.register(
        *(Event(name, text.kind, TEMPLATE, read, _additions) for name, text in TEXTS.items()),
    )


def tell(talk: Talk, what: What, *, by: User | None = None) -> None:
    """Tell both sides and who cares for a student with contact through the school, but not whoever did it."""
    context = {"talk": str(talk.uuid), "moves": talk.moves}
    key = f"{talk.uuid} {what} {talk.moves}"
    for side, users in _sides(talk.application):
        if (event := f"{side}-talk-{what}") in TEXTS:
            heard = [user for user in users if user != by]
            notifying.tell(heard, event, talk.application.uuid, key=key, context=context)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words, in the language of the moment, what this user may still see; one query."""
    asked = {row.context["talk"] for row in rows}
    seen = Talk.objects.filter(uuid__in=asked, application__in=Application.objects.visible_to(user))
    with_both = seen.select_related("application__student", "application__vacancy__company")
    known = {str(each.uuid): each for each in with_both}
    return {
        row.uuid: _words(row, known[row.context["talk"]], user)
        for row in rows
        if row.context["talk"] in known
    }


def _sides(application: Application) -> Iterable[tuple[str, Iterable[User]]]:
    student = application.student
    yield "student", [student.user] if student.user else []
    yield "company", hearing.company_members(application)
    if contact_through_school(student):
        carers = User.objects.filter(hearing.carers(application), is_active=True)
        yield "care", carers.distinct().order_by("pk")


def _words(row: Notification, talk: Talk, user: User) -> Words:
    text, application = TEXTS[row.event], talk.application
    at = timezone.localtime(talk.at)
    told = {
        "vacancy": application.vacancy.title,
        "company": application.vacancy.company.name,
        "day": date_format(at, "l j F Y"),
        "time": date_format(at, "H:i"),
        "name": application.student if user.school_ids else application.student.first_name,
    }
    return {
        "subject": text.subject % told,
        "text": text.text % told,
        "path": reverse("application", args=[application.uuid]),
        "student": application.student,
        "talk": talk,
    }


def _additions(row: Notification, words: Words) -> Words | None:
    """Mail nobody about a talk that was moved again, called off or begun meanwhile."""
    talk: Talk = words["talk"]
    is_still_so = talk.is_ahead and talk.moves == row.context["moves"]
    return {} if TEXTS[row.event].kind == Kind.OUTCOME or is_still_so else None
