"""Who is told of a step in an application, and as what: a table per side, and who cares for the student."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from placements.models import Application, Placement, Step
from profiles.models import Enrolment, Guardianship, Membership, User
from profiles.sharing import contact_through_school

State, Turn, Door, Side = Application.State, Application.Turn, Application.Door, Step.Side
Key = tuple[str, str, str]
"""The state after a step, whose turn it is then, and which side took it."""

STUDENT: Mapping[Key, str] = {
    (State.REQUESTED, Turn.STUDENT, Side.COMPANY): "student-invited",
    (State.REQUESTED, Turn.STUDENT, Side.SCHOOL): "student-proposed",
    (State.REQUESTED, Turn.COMPANY, Side.CLOCK): "student-sent-on",
    (State.QUEUED, "", Side.CLOCK): "student-queued",
    (State.IN_CONVERSATION, Turn.COMPANY, Side.COMPANY): "student-talk",
    (State.OFFERED, Turn.STUDENT, Side.COMPANY): "student-offered",
    (State.DECLINED, "", Side.COMPANY): "student-declined",
    (State.WITHDRAWN, "", Side.COMPANY): "student-taken-back",
    (State.WITHDRAWN, "", Side.SCHOOL): "student-taken-back",
    (State.EXPIRED, "", Side.CLOCK): "student-expired",
    (State.SUPERSEDED, "", Side.CLOCK): "student-superseded",
}
COMPANY: Mapping[Key, str] = {
    (State.REQUESTED, Turn.COMPANY, Side.STUDENT): "company-received",
    (State.REQUESTED, Turn.COMPANY, Side.CLOCK): "company-received",
    (State.IN_CONVERSATION, Turn.COMPANY, Side.STUDENT): "company-said-yes",
    (State.ACCEPTED, "", Side.STUDENT): "company-accepted",
    (State.DECLINED, "", Side.STUDENT): "company-turned-down",
    (State.WITHDRAWN, "", Side.STUDENT): "company-withdrawn",
    (State.WITHDRAWN, "", Side.SCHOOL): "company-withdrawn",
    (State.EXPIRED, "", Side.CLOCK): "company-expired",
    (State.SUPERSEDED, "", Side.CLOCK): "company-superseded",
}
CARE = "care"
WANTS_TO_TALK: Key = (State.IN_CONVERSATION, Turn.COMPANY, Side.COMPANY)


def heard_by(step: Step) -> list[tuple[str, list[User]]]:
    """List by event who is told of a step; never whoever took it.

    What ends with a placement is told with it. A company is told of what was sent to it. Of a wish to talk
    those are not told who hear at the same time when (`placements.talk_notices`). Who cares for a student
    whose contact runs through the school is told of everything, who proposed a student of what becomes of
    it, and the school of every place.
    """
    application = step.application
    if step.state == State.WITHDRAWN and Placement.objects.filter(application=application).exists():
        return []
    key = (step.state, step.waits_for, step.side)
    says_when = key == WANTS_TO_TALK and application.talks.planned().exists()
    told: list[tuple[str, Iterable[User]]] = []
    if (event := STUDENT.get(key)) and application.student.user and not says_when:
        told.append((event, [application.student.user]))
    if (event := COMPANY.get(key)) and application.sent_at:
        told.append((event, company_members(application)))
    told.append((CARE, _carers(step, says_when=says_when)))
    others = ((event, [user for user in users if user.pk != step.by_id]) for event, users in told)
    return [(event, users) for event, users in others if users]


def company_members(application: Application) -> QuerySet[User]:
    """Find those who work for the company today and can sign in."""
    working = Membership.objects.current().filter(company=application.vacancy.company_id)
    return User.objects.filter(is_active=True, pk__in=working.values("user")).order_by("pk")


def _carers(step: Step, *, says_when: bool) -> QuerySet[User]:
    application, who = step.application, Q(pk__in=[])
    if contact_through_school(application.student):
        who = who if says_when else who | carers(application)
    elif step.state == State.ACCEPTED:
        who |= _coordinators(application)
    if application.door == Door.PROPOSE and application.requested_by_id:
        who |= Q(pk=application.requested_by_id)
    return User.objects.filter(who, is_active=True).distinct().order_by("pk")


def carers(application: Application) -> Q:
    """Select the guardians and the coordinators of a student whose contact runs through the school."""
    return Q(pk__in=_guardians(application)) | _coordinators(application)


def _guardians(application: Application) -> QuerySet:
    return Guardianship.objects.in_force().filter(student=application.student_id).values("user")


def _coordinators(application: Application) -> Q:
    """Find who looks after the student's class today; where nobody does, whoever works at the school."""
    current = Enrolment.objects.current().filter(student=application.student_id)
    named = list(
        current.filter(group__coordinator__isnull=False).values_list("group__coordinator", flat=True)
    )
    if named:
        return Q(pk__in=named)
    today = Q(memberships__ended_at__isnull=True) | Q(memberships__ended_at__gt=timezone.now())
    return today & Q(memberships__school__in=current.values("group__school"))
