"""What happened in an application, line by line: what, when, by when it went on, and why it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements.models import Application, Step
from placements.reasons import Reason

State, Side, Door = Application.State, Step.Side, Application.Door
SAID: Mapping[tuple[str, str], Promise] = {
    (State.REQUESTED, Side.STUDENT): _("The student applied"),
    (State.REQUESTED, Side.COMPANY): _("The company invited the student"),
    (State.REQUESTED, Side.SCHOOL): _("The school proposed the student"),
    (State.REQUESTED, Side.CLOCK): _("There was room, and the application went on"),
    (State.QUEUED, Side.STUDENT): _("The student applied, and came on the waiting list"),
    (State.QUEUED, Side.CLOCK): _("The last place was taken; the application came on the waiting list"),
    (State.IN_CONVERSATION, Side.COMPANY): _("The company wants to talk"),
    (State.IN_CONVERSATION, Side.STUDENT): _("The student said yes to the invitation"),
    (State.OFFERED, Side.COMPANY): _("The company offered a place"),
    (State.ACCEPTED, Side.STUDENT): _("The student accepted the place"),
    (State.DECLINED, Side.COMPANY): _("The company said no"),
    (State.DECLINED, Side.STUDENT): _("The student said no"),
    (State.WITHDRAWN, Side.STUDENT): _("The student took it back"),
    (State.WITHDRAWN, Side.COMPANY): _("The company took it back"),
    (State.WITHDRAWN, Side.SCHOOL): _("The school took it back"),
    (State.EXPIRED, Side.CLOCK): _("It ended: nobody answered in time, or the vacancy was over"),
    (State.SUPERSEDED, Side.CLOCK): _("It ended: the student has another place, or all places are taken"),
}
TALK_SET = _("The company said when the talk is")
"""What it says when a company plans or moves a talk in a conversation."""

CONFIRMED = _("The student confirmed the proposal")
"""What a proposal's second "requested" says."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step; ``until`` is the last day for whoever had the turn after it."""

    text: str
    at: datetime
    until: date | None
    reason: str


def story(application: Application) -> list[Line]:
    """Tell an application from its first step to its last."""
    steps = list(application.steps.all())
    return [_line(application, step, before) for before, step in zip([None, *steps], steps, strict=False)]


def _line(application: Application, step: Step, before: Step | None) -> Line:
    return Line(
        text=str(_said(application, step, before)),
        at=step.at,
        until=step.answer_by,
        reason=str(Reason(step.reason).label) if step.reason else "",
    )


def _said(application: Application, step: Step, before: Step | None) -> Promise:
    confirms = application.door == Door.PROPOSE and step.side == Side.STUDENT
    if confirms and step.state == State.REQUESTED:
        return CONFIRMED
    goes_on = before is not None and before.state == step.state == State.IN_CONVERSATION
    return TALK_SET if goes_on else SAID[step.state, step.side]
