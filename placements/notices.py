"""Telling people what happens in applications: rows for the outbox, and the words when they are read."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from placements import hearing, mail_links, next_best
from placements.models import Application, Step
from placements.notice_texts import TEXTS
from placements.reasons import Reason
from profiles import notifying
from profiles.models import Notification, User
from profiles.notifying import Event, Kind, Words

TEMPLATE = "placements/mail/told.txt"


def register() -> None:
    """Make known what is told of applications."""
    notifying.register(
        *(Event(name, text.kind, TEMPLATE, read, _additions) for name, text in TEXTS.items()),
    )


def tell(step: Step) -> None:
    """Tell whoever must know of a step, in the transaction that takes it."""
    for event, users in hearing.heard_by(step):
        context = {"step": step.number}
        notifying.tell(users, event, step.application.uuid, key=step.number, context=context)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words, in the language of the moment, what this user may still see; two queries."""
    seen = Application.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    known = {each.uuid: each for each in seen.select_related("student", "vacancy__company")}
    taken = Step.objects.filter(application__in=known.values())
    steps = {(each.application_id, each.number): each for each in taken}
    words = {}
    for row in rows:
        application = known.get(row.about)
        step = application and steps.get((application.pk, row.context.get("step")))
        if application and step:
            words[row.uuid] = _words(row, application, step, user)
    return words


def _words(row: Notification, application: Application, step: Step, user: User) -> Words:
    text, vacancy = TEXTS[row.event], application.vacancy
    told = {
        "vacancy": vacancy.title,
        "company": vacancy.company.name,
        "day": _day(step.answer_by),
        "period": " – ".join(_day(day) for day in (application.start, application.end) if day),
        "reason": Reason(step.reason).label if step.reason else "",
        "state": Application.State(step.state).label,
        "name": application.student if user.school_ids else application.student.first_name,
    }
    return {
        "subject": text.subject % told,
        "text": text.text % told,
        "path": reverse("application", args=[application.uuid]),
        "application": application,
        "student": application.student,
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _additions(row: Notification, words: Words) -> Words | None:
    """Give what only the mail says: the link to answer by, and what else suits the student.

    A question that was answered, or moved on, is mailed to nobody. Once in conversation a company says more
    than a mail can.
    """
    text, application = TEXTS[row.event], words["application"]
    added: dict[str, Any] = {}
    if text.kind in (Kind.REQUEST, Kind.REMINDER):
        if application.steps.latest("number").number != row.context["step"]:
            return None
        if text.asks and application.state != Application.State.IN_CONVERSATION:
            added["answer"] = mail_links.link(application, row.user, row.context["step"])
    if text.has_offers:
        added["offers"] = next_best.offers(application.student)
    return added
