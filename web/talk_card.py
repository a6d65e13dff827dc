"""The talks of an application on its page: what is planned, what became of others, what one may do."""

from collections.abc import Sequence
from dataclasses import dataclass

from placements.access import Side, side_of
from placements.models import Application, Talk
from placements.talking import may_call_off, may_plan, talks_shown
from profiles.models import User


@dataclass(frozen=True, slots=True)
class TalkCard:
    """``planned`` is still to come, or waits until the company says what became of it."""

    planned: Talk | None
    past: Sequence[Talk]
    may_plan: bool
    may_call_off: bool
    may_mark: bool


def talk_card(application: Application, user: User) -> TalkCard | None:
    """Give what somebody reads of talks; None where none was planned, and none can be yet."""
    shown, plans = talks_shown(user, application), may_plan(user, application)
    if not (shown or (plans and application.state == Application.State.IN_CONVERSATION)):
        return None
    planned = next((talk for talk in shown if talk.state == Talk.State.PLANNED), None)
    return TalkCard(
        planned=planned,
        past=[talk for talk in shown if talk is not planned],
        may_plan=plans,
        may_call_off=planned is not None and planned.is_ahead and may_call_off(user, application),
        may_mark=planned is not None and planned.is_due and side_of(user, application) is Side.COMPANY,
    )
