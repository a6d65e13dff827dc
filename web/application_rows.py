"""One application as a line of a list: with whom, how it stands, by when, and what one may do now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.access import Side, acting_sides, side_of, verbs_for
from placements.models import Application, Talk
from placements.pseudonyms import pseudonym
from placements.queueing import places_in_queue
from placements.steps import Verb
from placements.talking import talks_shown
from profiles.models import Student, User
from profiles.sharing import contact_through_school
from web.candidate_cards import candidate_name
from web.days import write_period

Door, State = Application.Door, Application.State
LABELS: dict[tuple[str, str], Promise] = {
    (Side.STUDENT, Verb.ACCEPT): gettext_lazy("Yes, show them my name"),
    (Side.STUDENT, Verb.DECLINE): gettext_lazy("No, thank you"),
    (Side.STUDENT, Verb.WITHDRAW): gettext_lazy("Take back"),
    (Side.COMPANY, Verb.TALK): gettext_lazy("Plan a talk"),
    (Side.COMPANY, Verb.OFFER): gettext_lazy("Offer a place"),
    (Side.COMPANY, Verb.DECLINE): gettext_lazy("Say no"),
    (Side.COMPANY, Verb.WITHDRAW): gettext_lazy("Take back"),
    (Side.CARE, Verb.WITHDRAW): gettext_lazy("Take the proposal back"),
}
MAIN = {Verb.TALK, Verb.ACCEPT}
ASKS_MORE = {Verb.TALK, Verb.OFFER, Verb.DECLINE}
"""What a company says on a page of its own: when to talk, the offer, the reason."""
SIGNS = {State.ACCEPTED: "hit", State.OFFERED: "new", State.REQUESTED: "new"}


@dataclass(frozen=True, slots=True)
class Button:
    """Something that one may do; ``asks_more`` leads to a page."""

    verb: str
    label: str
    is_main: bool
    asks_more: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An application as one of its sides reads it; ``who`` is the other side, ``talk`` the one to come.

    ``place_in_queue`` is counted from 1, and 0 where it does not wait.
    """

    application: Application
    who: str
    by_company: bool
    by_care: bool
    is_named: bool
    status: str
    sign: str
    is_waiting: bool
    is_mine_to_answer: bool
    shows_name: bool
    place_in_queue: int
    talk: Talk | None
    period: str
    through_school: bool
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An application as it is read by who looks after the student and sees several: no buttons.

    ``turn`` is whose answer it waits for, empty when nobody's; ``days_left`` counts today's as 0; ``talk``
    is the one to come.
    """

    application: Application
    status: str
    sign: str
    turn: str
    days_left: int | None
    talk: Talk | None

    @property
    def is_lasting(self) -> bool:
        """Tell whether it stands: nothing else is asked of this student for this vacancy now."""
        return self.application.state_today in State.lasting()


def lines_for(applications: Iterable[Application], user: User) -> list[Line]:
    """Put applications of students in somebody's care, read with their talks, in words; no own query."""
    return [_line(each, user) for each in applications]


def rows_for(applications: Iterable[Application], user: User) -> list[Row]:
    """Put applications that came with `with_name_shown` and their talks in words for one who takes part."""
    rows = list(applications)
    places = places_in_queue(rows)
    return [_row(each, side_of(user, each), user, places.get(each.pk, 0)) for each in rows]


def _row(application: Application, side: Side, user: User, place_in_queue: int) -> Row:
    is_named = side is Side.COMPANY and application.name_is_shown
    return Row(
        application=application,
        who=_other(application, side, is_named),
        by_company=side is Side.COMPANY,
        by_care=side is Side.CARE,
        is_named=is_named,
        status=_status(application, side),
        sign=SIGNS.get(application.state_today, ""),
        is_waiting=application.is_waiting,
        is_mine_to_answer=application.is_waiting and _has_the_turn(application, user),
        shows_name=application.state == State.REQUESTED,
        place_in_queue=place_in_queue,
        talk=_talk_ahead(application, user),
        period=write_period(application.start, application.end),
        through_school=_is_through_school(application, side, is_named),
        buttons=tuple(_button(verb, application, side) for verb in verbs_for(user, application)),
    )


def _is_through_school(application: Application, side: Side, is_named: bool) -> bool:
    """Tell who must know it that contact runs through the school: not a company without the name."""
    return (side is not Side.COMPANY or is_named) and contact_through_school(application.student)


def _other(application: Application, side: Side, is_named: bool) -> str:
    company = application.vacancy.company
    if side is Side.STUDENT:
        return company.name
    if is_named or side is Side.CARE:
        return str(application.student)
    return candidate_name(pseudonym(company, application.student.uuid).hex)


def _line(application: Application, user: User) -> Line:
    state = application.state_today
    is_waiting = application.is_waiting
    return Line(
        application=application,
        status=str(State(state).label),
        sign=SIGNS.get(state, ""),
        turn=str(application.get_waits_for_display()) if is_waiting else "",
        days_left=(application.answer_by - timezone.localdate()).days if is_waiting else None,
        talk=_talk_ahead(application, user),
    )


def _talk_ahead(application: Application, user: User) -> Talk | None:
    return next((talk for talk in talks_shown(user, application) if talk.is_ahead), None)


def _status(application: Application, side: Side) -> str:
    if not application.is_waiting or application.state != State.REQUESTED:
        return str(State(application.state_today).label)
    asks_student = application.waits_for == Application.Turn.STUDENT
    if side is Side.CARE:
        return _("waiting for the student") if asks_student else _("waiting for the company")
    is_mine = asks_student == (side is Side.STUDENT)
    return _("waiting for your answer") if is_mine else _("waiting for an answer")


def _has_the_turn(application: Application, user: User) -> bool:
    return application.waits_for in acting_sides(user, application)


def _button(verb: Verb, application: Application, side: Side) -> Button:
    label = str(LABELS[side, verb])
    if verb == Verb.ACCEPT and application.state == State.OFFERED:
        label = _("Accept this place")
    return Button(verb, label, verb in MAIN, side is Side.COMPANY and verb in ASKS_MORE)


def applications_of(student: Student, user: User) -> list[Line]:
    """List the applications of a student in somebody's care, the last first."""
    seen = Application.objects.visible_to(user).filter(student=student)
    return lines_for(seen.select_related("student", "vacancy__company").prefetch_related("talks"), user)


def own_applications(user: User) -> QuerySet[Application]:
    """Keep those in which one takes part oneself: as the student, or for the company."""
    visible = Application.objects.visible_to(user)
    mine = Q(student__user=user) | Q(vacancy__company__in=user.company_ids)
    return visible.filter(mine).with_both_sides().prefetch_related("talks")
