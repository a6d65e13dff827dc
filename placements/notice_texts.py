"""What people read when something happened in an application: a subject and a text for each event.

What goes to a company names no student: a mail cannot be taken back when a consent is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.notifying import Kind


@dataclass(frozen=True, slots=True)
class Text:
    """``subject`` and ``text`` say ``vacancy``, ``company``, ``day``, ``period``, ``reason`` and ``name``.

    ``asks``: the reader can answer from the mail; ``has_offers``: with what else suits the student.
    """

    kind: Kind
    subject: Promise
    text: Promise
    asks: bool = False
    has_offers: bool = False


REQUEST, OUTCOME, REMINDER, CARE = Kind.REQUEST, Kind.OUTCOME, Kind.REMINDER, Kind.CARE

STUDENT_TEXTS: Mapping[str, Text] = {
    "student-invited": Text(
        REQUEST,
        _("%(company)s invites you: %(vacancy)s"),
        _(
            "%(company)s thinks that you suit “%(vacancy)s” and invites you. The company does not know your "
            "name: it sees it when you say yes. You can answer until %(day)s."
        ),
        asks=True,
    ),
    "student-proposed": Text(
        REQUEST,
        _("Your school proposes you: %(vacancy)s"),
        _(
            "Your school wants to propose you to %(company)s for “%(vacancy)s”. The company hears of it when "
            "you say yes. You can answer until %(day)s; if you say nothing, nothing is sent."
        ),
        asks=True,
    ),
    "student-sent-on": Text(
        OUTCOME,
        _("Your application went to %(company)s: %(vacancy)s"),
        _("You were on the waiting list of “%(vacancy)s”. Now %(company)s can answer, until %(day)s."),
    ),
    "student-queued": Text(
        OUTCOME,
        _("You are on the waiting list: %(vacancy)s"),
        _(
            "The places of “%(vacancy)s” at %(company)s are taken at the moment. When one becomes free, your "
            "application goes on by itself. You need not do anything."
        ),
    ),
    "student-talk": Text(
        OUTCOME,
        _("%(company)s wants to talk with you: %(vacancy)s"),
        _("%(company)s read your application for “%(vacancy)s” and wants to talk with you."),
    ),
    "student-offered": Text(
        REQUEST,
        _("%(company)s offers you a place: %(vacancy)s"),
        _(
            "%(company)s offers you a place: “%(vacancy)s”, %(period)s. If you say yes, the place is yours. "
            "You can answer until %(day)s."
        ),
        asks=True,
    ),
    "student-declined": Text(
        OUTCOME,
        _("%(company)s said no: %(vacancy)s"),
        _("%(company)s said no to your application for “%(vacancy)s”. The reason: %(reason)s."),
        has_offers=True,
    ),
    "student-taken-back": Text(
        OUTCOME,
        _("Taken back: %(vacancy)s"),
        _("The invitation or proposal for “%(vacancy)s” at %(company)s was taken back."),
        has_offers=True,
    ),
    "student-expired": Text(
        OUTCOME,
        _("The term is over: %(vacancy)s"),
        _(
            "Nobody answered in time about “%(vacancy)s” at %(company)s, or the vacancy closed. It has "
            "ended; the company does not see your name any more because of it."
        ),
        has_offers=True,
    ),
    "student-superseded": Text(
        OUTCOME,
        _("Ended by another choice: %(vacancy)s"),
        _("Your application for “%(vacancy)s” at %(company)s has ended. The reason: %(reason)s."),
    ),
    "student-reminder": Text(
        REMINDER,
        _("Answer by %(day)s: %(vacancy)s"),
        _("%(company)s waits for your answer about “%(vacancy)s”, until %(day)s. After that it ends."),
        asks=True,
    ),
}
COMPANY_TEXTS: Mapping[str, Text] = {
    "company-received": Text(
        REQUEST,
        _("A student applies: %(vacancy)s"),
        _("Somebody applied for “%(vacancy)s”. The student waits for your answer, until %(day)s."),
        asks=True,
    ),
    "company-said-yes": Text(
        REQUEST,
        _("A student said yes to your invitation: %(vacancy)s"),
        _(
            "Somebody whom you invited for “%(vacancy)s” said yes. You now see the name. Offer a place, or "
            "say no with a reason, by %(day)s."
        ),
    ),
    "company-accepted": Text(
        OUTCOME,
        _("A place is taken: %(vacancy)s"),
        _("The student accepted the place that you offered: “%(vacancy)s”, %(period)s."),
    ),
    "company-turned-down": Text(
        OUTCOME,
        _("A student said no: %(vacancy)s"),
        _("A student whom you invited, or offered a place, for “%(vacancy)s” said no."),
    ),
    "company-withdrawn": Text(
        OUTCOME,
        _("Taken back: %(vacancy)s"),
        _("An application for “%(vacancy)s” was taken back. You do not see the name any more because of it."),
    ),
    "company-expired": Text(
        OUTCOME,
        _("The term is over: %(vacancy)s"),
        _("An application or invitation for “%(vacancy)s” ended: nobody answered in time."),
    ),
    "company-superseded": Text(
        OUTCOME,
        _("A student chose another place: %(vacancy)s"),
        _("An application or invitation for “%(vacancy)s” ended. The reason: %(reason)s."),
    ),
    "company-reminder": Text(
        REMINDER,
        _("A student waits for your answer: %(vacancy)s"),
        _("A student waits for your answer about “%(vacancy)s”, until %(day)s. After that it ends."),
        asks=True,
    ),
}
CARE_TEXTS: Mapping[str, Text] = {
    "care": Text(
        CARE,
        _("%(name)s: %(state)s – %(vacancy)s"),
        _("The application of %(name)s for “%(vacancy)s” at %(company)s now stands at: %(state)s."),
    ),
}
TEXTS: Mapping[str, Text] = {**STUDENT_TEXTS, **COMPANY_TEXTS, **CARE_TEXTS}
