"""Telling the parties of a placement what they must do and how it ended: rows for the outbox, and words.

What goes to a company names no student: a mail cannot be taken back when a consent is.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from placements.models import Placement
from placements.notice_texts import Text
from profiles import notifying
from profiles.models import Guardianship, Membership, Notification, User
from profiles.notifying import Event, Kind, Words

TEMPLATE = "placements/mail/told.txt"
SIGN, ENDED, EVALUATE = "placement-to-sign", "placement-ended", "placement-to-evaluate"
TEXTS = {
    SIGN: Text(
        Kind.REQUEST,
        _("An agreement to sign: %(title)s"),
        _("The agreement for “%(title)s” at %(company)s is made. Read it, and say whether you agree."),
    ),
    ENDED: Text(
        Kind.OUTCOME,
        _("A placement ended: %(title)s"),
        _("“%(title)s” at %(company)s: %(status)s."),
    ),
    EVALUATE: Text(
        Kind.REQUEST,
        _("How was it? %(title)s"),
        _("“%(title)s” at %(company)s is over. Give a mark and answer two questions; it takes a minute."),
    ),
}


def register() -> None:
    """Make known what is told of placements."""
    notifying.register(*(Event(name, text.kind, TEMPLATE, read) for name, text in TEXTS.items()))


def tell(placement: Placement, event: str, *, by: User | None, key: object = "") -> None:
    """Tell the parties of a placement, but not whoever did it; both sides only of how to evaluate it."""
    users = [] if placement.student is None else [placement.student.user, *_guardians(placement, event)]
    users += _of_company(placement)
    if event != EVALUATE:
        users += _of_school(placement)
    heard = [user for user in users if user is not None and user != by]
    notifying.tell(heard, event, placement.uuid, key=key)


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words, in the language of the moment, what this user may still see; one query."""
    seen = Placement.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    known = {each.uuid: each for each in seen.select_related("student", "vacancy", "company")}
    return {row.uuid: _words(row, known[row.about]) for row in rows if row.about in known}


def _words(row: Notification, placement: Placement) -> Words:
    text = TEXTS[row.event]
    told = {
        "title": placement.vacancy.title if placement.vacancy else placement.get_kind_display(),
        "company": placement.company.name if placement.company else placement.company_name,
        "status": placement.get_status_display(),
    }
    return {
        "subject": text.subject % told,
        "text": text.text % told,
        "path": reverse("placement", args=[placement.uuid]),
        "student": placement.student,
    }


def _guardians(placement: Placement, event: str) -> list[User]:
    if event == EVALUATE:
        return []
    in_force = Guardianship.objects.in_force().filter(student=placement.student)
    return [each.user for each in in_force.select_related("user")]


def _of_company(placement: Placement) -> list[User]:
    return _working(Q(company=placement.company, company__isnull=False))


def _of_school(placement: Placement) -> list[User]:
    """Give who supervises the student, or who looks after the class; else whoever works at the school."""
    tutor = placement.school_supervisor or (placement.group and placement.group.coordinator)
    return [tutor] if tutor else _working(Q(school=placement.school, school__isnull=False))


def _working(where: Q) -> list[User]:
    working = Membership.objects.current().filter(where)
    return list(User.objects.filter(is_active=True, pk__in=working.values("user")).order_by("pk"))
