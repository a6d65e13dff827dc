"""The state table of an application: who may take which step from where, and whose turn it is then."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from placements.models import Application, Step

State, Turn, Door, Side = Application.State, Application.Turn, Application.Door, Step.Side
NOBODY = ""
EVERY_DOOR = frozenset(Door)


class Verb(StrEnum):
    """What somebody does in an application, as API and pages call it."""

    TALK = "talk"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Move:
    """One step: ``side`` takes ``verb`` where ``turn`` has the turn in ``before``; ``then`` has it after.

    ``doors`` are those it belongs to.
    """

    verb: Verb
    side: Side
    before: State
    turn: str
    after: State
    then: str = NOBODY
    doors: frozenset[str] = EVERY_DOOR


def _company_answers(before: State) -> list[Move]:
    return [
        Move(Verb.OFFER, Side.COMPANY, before, Turn.COMPANY, State.OFFERED, Turn.STUDENT),
        Move(Verb.DECLINE, Side.COMPANY, before, Turn.COMPANY, State.DECLINED),
    ]


def _student_leaves() -> list[Move]:
    places = [
        (State.REQUESTED, Turn.COMPANY),
        (State.IN_CONVERSATION, Turn.COMPANY),
        (State.QUEUED, NOBODY),
        (State.ACCEPTED, NOBODY),
    ]
    return [Move(Verb.WITHDRAW, Side.STUDENT, before, turn, State.WITHDRAWN) for before, turn in places]


INVITED, PROPOSED = frozenset({Door.INVITE}), frozenset({Door.PROPOSE})
ASKED_FIRST = (State.REQUESTED, Turn.STUDENT)

MOVES: tuple[Move, ...] = (
    Move(Verb.TALK, Side.COMPANY, State.REQUESTED, Turn.COMPANY, State.IN_CONVERSATION, Turn.COMPANY),
    *_company_answers(State.REQUESTED),
    *_company_answers(State.IN_CONVERSATION),
    Move(Verb.DECLINE, Side.COMPANY, State.OFFERED, Turn.STUDENT, State.DECLINED),
    Move(Verb.DECLINE, Side.COMPANY, State.QUEUED, NOBODY, State.DECLINED),
    Move(Verb.ACCEPT, Side.STUDENT, State.OFFERED, Turn.STUDENT, State.ACCEPTED),
    Move(Verb.DECLINE, Side.STUDENT, State.OFFERED, Turn.STUDENT, State.DECLINED),
    *_student_leaves(),
    # Invited: the student answers first, and the company sees the name with the yes.
    Move(Verb.ACCEPT, Side.STUDENT, *ASKED_FIRST, State.IN_CONVERSATION, Turn.COMPANY, INVITED),
    Move(Verb.DECLINE, Side.STUDENT, *ASKED_FIRST, State.DECLINED, doors=INVITED | PROPOSED),
    Move(Verb.WITHDRAW, Side.COMPANY, *ASKED_FIRST, State.WITHDRAWN, doors=INVITED),
    # Proposed: the student confirms, and then the company answers as if the student had applied.
    Move(Verb.ACCEPT, Side.STUDENT, *ASKED_FIRST, State.REQUESTED, Turn.COMPANY, PROPOSED),
    Move(Verb.WITHDRAW, Side.SCHOOL, *ASKED_FIRST, State.WITHDRAWN, doors=PROPOSED),
    Move(Verb.WITHDRAW, Side.SCHOOL, State.REQUESTED, Turn.COMPANY, State.WITHDRAWN, doors=PROPOSED),
)


def moves_of(application: Application, side: str) -> Iterator[Move]:
    """Give what this side may do in an application as it stands today, swept or not."""
    if application.state in State.running() and not application.is_waiting:
        return
    for move in MOVES:
        here = (move.before, move.turn, move.side) == (application.state, application.waits_for, side)
        if here and application.door in move.doors:
            yield move


def verbs_of(side: str) -> set[Verb]:
    """Give what this side may do at all, in one state or another."""
    return {move.verb for move in MOVES if move.side == side}
