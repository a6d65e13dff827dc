"""Blocking: one side wants nothing to do with the other; what runs between them ends, and stays ended."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from placements.access import Side as ReadingSide
from placements.access import side_of
from placements.answering import end_overdue
from placements.models import Application, Placement, Step
from placements.models.application import ApplicationQuerySet
from placements.reasons import BY_TURN, BadReason
from placements.stepping import NoReason, become, take
from placements.steps import Verb, moves_of
from profiles import sharing
from profiles.access import may_block_for
from profiles.locking import lock_student
from profiles.models import Block, Company, Student

if TYPE_CHECKING:
    from profiles.models import User

LEAVING = {Verb.DECLINE, Verb.WITHDRAW}
Side, State, Turn = Step.Side, Application.State, Application.Turn


@transaction.atomic
def block_company(student: Student, company: Company, *, by: "User") -> Block:
    """Block a company, as the student or as the guardian of a child; repeating it changes nothing.

    The company gets no card of the student any more and none of its vacancies is offered to the student.
    What runs between them is withdrawn or declined, which is all that the company hears; a place that was
    agreed stays, and only with it the name. Raises `PermissionDenied`.
    """
    lock_student(student)
    sharing.giver_of(student, by=by)
    block = _block(student, company, Block.Side.STUDENT, by)
    for application in _open_between(student, company):
        leaving = (move for move in moves_of(application, Side.STUDENT) if move.verb in LEAVING)
        take(application, next(leaving), by=by)
    _take_name_back(student, company, by)
    return block


@transaction.atomic
def block_student(student: Student, company: Company, *, by: "User", reason: str = "") -> Block:
    """Block a student, as somebody of the company; repeating it changes nothing.

    As `block_company`, the other way round: what the company has of the student is declined for ``reason``
    or, an invitation, taken back. What it has not got yet runs out as if nobody had answered. Raises
    `PermissionDenied`, and where something is declined (`asks_why`) `NoReason` and `BadReason`.
    """
    lock_student(student)
    if not may_block_for(by, company):
        raise PermissionDenied
    if reason and reason not in BY_TURN[Turn.COMPANY]:
        raise BadReason
    block = _block(student, company, Block.Side.COMPANY, by)
    for application in _open_between(student, company):
        moves = {move.verb: move for move in moves_of(application, Side.COMPANY)}
        if application.sent_at is None:
            become(application, State.EXPIRED, side=Side.CLOCK)
        elif Verb.WITHDRAW in moves:
            take(application, moves[Verb.WITHDRAW], by=by)
        elif reason:
            take(application, moves[Verb.DECLINE], by=by, reason=reason)
        else:
            raise NoReason
    _take_name_back(student, company, by)
    return block


def block_other_side(application: Application, *, by: "User", reason: str = "") -> Block:
    """Block whom an application brought one together with; see `block_student` and `block_company`."""
    student, company = application.student, application.vacancy.company
    if side_of(by, application) is ReadingSide.COMPANY:
        return block_student(student, company, by=by, reason=reason)
    return block_company(student, company, by=by)


@transaction.atomic
def unblock(block: Block, *, by: "User") -> None:
    """Take a block back, as the side that blocked; what it ended stays ended.

    For a child below the age of consent a guardian does. Raises `PermissionDenied`, and what
    `profiles.sharing.refuse_the_young` does.
    """
    lock_student(block.student)
    if block.side == Block.Side.STUDENT:
        sharing.refuse_the_young(block.student, sharing.giver_of(block.student, by=by))
    elif not may_block_for(by, block.company):
        raise PermissionDenied
    block.delete()


def asks_why(student: Student, company: Company) -> bool:
    """Tell whether a company that blocks declines something, and so says why."""
    return any(
        move.verb == Verb.DECLINE
        for application in open_between(student, company).filter(sent_at__isnull=False)
        for move in moves_of(application, Side.COMPANY)
    )


def open_between(student: Student, company: Company) -> ApplicationQuerySet:
    """Keep the applications that a block would end."""
    ended_by_it = Application.objects.lasting().exclude(state=State.ACCEPTED)
    return ended_by_it.filter(student=student, vacancy__company=company)


def place_between(student: Student, company: Company) -> Placement | None:
    """Give the place that the student has at the company, if there is one: a block does not undo it."""
    return Placement.objects.holding().filter(student=student, company=company).first()


def let_go_after(placement: Placement) -> None:
    """Take the name back with the place that kept it, where one blocked the other meanwhile.

    In the caller's transaction, which ended the place and holds the student.
    """
    student, company = placement.student, placement.company
    if student and student.blocks.filter(company=company).exists():
        _take_name_back(student, company, by=None)


def _block(student: Student, company: Company, side: Block.Side, by: "User") -> Block:
    return Block.objects.get_or_create(student=student, company=company, side=side, defaults={"by": by})[0]


def _open_between(student: Student, company: Company) -> QuerySet[Application]:
    end_overdue(Application.objects.filter(student=student, vacancy__company=company))
    return open_between(student, company).select_related("student", "vacancy__company").order_by("pk")


def _take_name_back(student: Student, company: Company, by: "User | None") -> None:
    """End what the company sees of an agreed place that is over, or of which only the name is left."""
    if place_between(student, company) is None:
        sharing.withdraw_name(student, company, by=by)
