"""Telling people of reports: that one arrived, that there is one to handle, how it ended.

No mail says who reported, what was written, or about which person.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.models import Report
from placements.models.report import OFFERS
from placements.notice_texts import Text
from profiles import notifying
from profiles.models import Membership, Notification, User
from profiles.notifying import Event, Kind, Words

TEMPLATE = "placements/mail/told.txt"
RECEIVED, TO_HANDLE, ACTED, UNFOUNDED = (
    "report-received",
    "report-to-handle",
    "report-acted",
    "report-unfounded",
)
TEXTS: Mapping[str, Text] = {
    RECEIVED: Text(
        Kind.OUTCOME,
        gettext_lazy("Your report has arrived"),
        gettext_lazy(
            "Thank you for your report about %(what)s. Somebody looks into it, and you hear when that is "
            "done. Whom it is about is not told who reported."
        ),
    ),
    TO_HANDLE: Text(
        Kind.REQUEST,
        gettext_lazy("A report to look into"),
        gettext_lazy("There is a new report about %(what)s: %(reason)s."),
    ),
    ACTED: Text(
        Kind.OUTCOME,
        gettext_lazy("Your report is dealt with"),
        gettext_lazy(
            "We looked into your report about %(what)s, and did something about it. Thank you. We say no "
            "more, because it is about others."
        ),
    ),
    UNFOUNDED: Text(
        Kind.OUTCOME,
        gettext_lazy("Your report is dealt with"),
        gettext_lazy(
            "We looked into your report about %(what)s, and found nothing against the rules. Is there "
            "something new? Report it again."
        ),
    ),
}
RESULTS: Mapping[str, Promise] = {
    ACTED: gettext_lazy("We did something about it."),
    UNFOUNDED: gettext_lazy("We found nothing against the rules."),
}


def register() -> None:
    """Make known what is told of reports."""
    notifying.register(*(Event(name, text.kind, TEMPLATE, read) for name, text in TEXTS.items()))


def tell_of_new(report: Report) -> None:
    """Confirm a report to whoever reported, and tell who handles it, in the transaction that keeps it."""
    notifying.tell([report.reporter], RECEIVED, report.uuid)
    notifying.tell(handlers(report), TO_HANDLE, report.uuid)


def tell_closed(report: Report) -> None:
    """Tell whoever reported how it ended, in general words; nobody, when that person is erased."""
    if report.reporter:
        notifying.tell([report.reporter], result_of(report), report.uuid)


def handlers(report: Report) -> list[User]:
    """List who is told of a report: the region office, of people the platform; nobody of that company."""
    role = Membership.Role.REGION_OFFICE if report.about in OFFERS else Membership.Role.PLATFORM_ADMIN
    current = Membership.objects.current()
    own = current.filter(company=report.company_id)
    users = User.objects.filter(is_active=True, pk__in=current.filter(role=role).values("user"))
    return list(users.exclude(pk__in=own.values("user")).order_by("pk"))


def result_of(report: Report) -> str:
    """Give what the one who reported may know: that something was done, or nothing was found."""
    return UNFOUNDED if report.outcome == Report.Outcome.UNFOUNDED else ACTED


def what(report: Report) -> str:
    """Say what a report is about, without naming a person."""
    told = {"company": report.company.name, "title": report.vacancy.title if report.vacancy else ""}
    if report.about == Report.About.COMPANY or not told["title"]:
        return told["company"]
    if report.about == Report.About.VACANCY:
        return _("“%(title)s” at %(company)s") % told
    if report.about == Report.About.STUDENT:
        return _("somebody on the student's side, in an application for “%(title)s” at %(company)s") % told
    return _("somebody of %(company)s, in an application for “%(title)s”") % told


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, Words]:
    """Put in words what this user may still see; one query."""
    seen = Report.objects.visible_to(user).filter(uuid__in={row.about for row in rows})
    known = {each.uuid: each for each in seen.select_related("company", "vacancy")}
    return {row.uuid: _words(row, known[row.about]) for row in rows if row.about in known}


def _words(row: Notification, report: Report) -> Words:
    text = TEXTS[row.event]
    told = {"what": what(report), "reason": report.get_reason_display()}
    handles = row.event == TO_HANDLE
    return {
        "subject": str(text.subject),
        "text": text.text % told,
        "path": reverse("report", args=[report.uuid]) if handles else reverse("my-reports"),
    }
