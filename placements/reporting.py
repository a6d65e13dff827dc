"""Reporting what is wrong: a company, a vacancy, or whoever is on the other side of an application."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from placements import report_notices
from placements.access import Side, reporting_side, reporting_side_in, side_of
from placements.messaging import may_read
from placements.models import Application, Message, Report, Step
from placements.models.report import LONGEST
from profiles.limiting import Limit, take
from profiles.reading.values import BadValue, read_lines

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from profiles.models import Company, User
    from vacancies.models import Vacancy

REPORTS = Limit("reports")
About, Reason = Report.About, Report.Reason


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says is wrong: a reason from the list, and words, which "something else" needs."""

    reason: str
    text: str = ""


def read_claim(reason: str, text: str) -> Claim:
    """Read what somebody says is wrong, cleaned line by line.

    Raises `BadValue` for a text that is too long, holds a citizen number, or lacks where it is needed.
    """
    said = read_lines(text, most=LONGEST)
    if reason == Reason.OTHER and not said:
        raise BadValue("empty", _("says nothing; write what is wrong"))
    return Claim(reason, said)


def report_company(company: "Company", claim: Claim, *, by: "User") -> tuple[Report, bool]:
    """Report a company that came through ``visible_to``; see `_report`."""
    about = Report(about=About.COMPANY, subject=company.uuid, company=company)
    about.side = reporting_side(by, company)
    return _report(about, claim, by=by)


def report_vacancy(vacancy: "Vacancy", claim: Claim, *, by: "User") -> tuple[Report, bool]:
    """Report a vacancy that came through ``visible_to``; see `_report`."""
    about = Report(about=About.VACANCY, subject=vacancy.uuid, company=vacancy.company, vacancy=vacancy)
    about.side = reporting_side(by, vacancy.company)
    return _report(about, claim, by=by)


def report_other_side(
    application: Application, claim: Claim, *, message: Message | None = None, by: "User"
) -> tuple[Report, bool]:
    """Report who is on the other side of an application that came through ``visible_to``, or a message.

    A company reports the student or who writes for the student, everybody else the people of the company.
    See `_report`.
    """
    by_company = side_of(by, application) is Side.COMPANY
    about = Report(
        about=About.STUDENT if by_company else About.MEMBERS,
        subject=(message or application).uuid,
        company=application.vacancy.company,
        vacancy=application.vacancy,
        application=application,
        student=application.student if by_company else None,
        applicant=application.student,
        side=reporting_side_in(by, application),
        quoted=message.text if message else "",
    )
    return _report(about, claim, by=by)


def reportable(application: Application, *, by: "User") -> "QuerySet[Message]":
    """Give the messages that the other side wrote and this user reads; none for who reads none."""
    if not may_read(by, application):
        return application.messages.none()
    if side_of(by, application) is Side.COMPANY:
        return application.messages.exclude(side=Step.Side.COMPANY)
    return application.messages.filter(side=Step.Side.COMPANY)


def _report(about: Report, claim: Claim, *, by: "User") -> tuple[Report, bool]:
    """Keep a report, tell who handles it, and confirm it; the reported side hears nothing.

    Gives the report and whether it is new: what the same person reported already and is not closed comes
    back as it is. Raises `PermissionDenied` for who has no part in this, or reports the own company, and
    `TooOften`.
    """
    if about.side is None:
        raise PermissionDenied
    known = Report.objects.lasting().filter(reporter=by, subject=about.subject)
    if first := known.first():
        return first, False
    take(REPORTS, by.pk)
    about.reporter, about.reason, about.text = by, claim.reason, claim.text
    try:
        with transaction.atomic():
            about.save(force_insert=True)
            report_notices.tell_of_new(about)
    except IntegrityError:  # sent twice at once: the other one was first
        return known.get(), False
    return about, True
