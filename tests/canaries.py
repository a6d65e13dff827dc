"""Canaries: a text found nowhere else in every free field about a person, and where it turns up."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, models
from django.utils import timezone

from placements.models import (
    Agreement,
    Application,
    Attendance,
    Contact,
    Encounter,
    Evaluation,
    Message,
    Placement,
    Report,
    Signature,
)
from profiles.models import (
    ApiToken,
    Block,
    Consent,
    Enrolment,
    Guardianship,
    Invitation,
    MembershipRequest,
    Notification,
    NotificationChoice,
    PersonKey,
    ProfileView,
    Student,
    StudentGroup,
    StudentNumber,
    StudentSkill,
    StudentWords,
    User,
)
from profiles.sessions import SessionStore
from tests import world as make
from vacancies.models import Registration

NOT_ABOUT = {StudentGroup: "a class: it names who looks after it"}
FREE = (models.CharField, models.TextField)
BY_ADDRESS = (User, EmailAddress, Invitation)
"""What belongs together by the address of the account."""

UNDERSTOOD = {
    *("digest", "kinds", "weekdays", "language", "type", "data"),
    *("links", "scopes", "password", "event"),
    *("company_name", "end_reason", "organisation"),
}
"""Fields whose texts must be what they are, name no person, or that are looked for in another way."""


@cache
def personal_models() -> list[type[models.Model]]:
    """List the models with a row about a student or an account: these two and all that name one of them."""
    return [
        model
        for model in apps.get_models()
        if model in (Student, User) or (links_to_person(model) and model not in NOT_ABOUT)
    ]


def links_to_person(model: type[models.Model]) -> list[models.Field]:
    """List the fields by which a row is about a student or an account; not those who only acted on it."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model in (Student, User) and not field.remote_field.hidden
    ]


def acts(model: type[models.Model]) -> list[models.Field]:
    """List the fields that name who acted on a row that is about something else."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model in (Student, User) and field.remote_field.hidden
    ]


def known_sanne(world: make.World) -> list[models.Model]:
    """Let there be a row of Sanne's in every personal model; gives them all."""
    sanne, user, now = world.sanne, world.sanne.user, timezone.now()
    soon = now + timedelta(days=5)
    rows = [
        *Enrolment.objects.filter(student=sanne),
        *StudentNumber.objects.filter(student=sanne),
        *StudentSkill.objects.filter(student=sanne),
        StudentSkill.objects.create(student=sanne, text="eigen woord"),
        StudentWords.objects.update_or_create(student=sanne, defaults={"edition": "x"})[0],
        Consent.objects.create(student=sanne, purpose="anonymous_card", text_version="1", given_by="student"),
        Guardianship.objects.create(student=sanne, email="x@y.test", link_expires_at=soon, digest="a" * 64),
        Invitation.objects.create(student=sanne, school=world.gilde, digest="b" * 64, expires_at=soon),
        Invitation.objects.create(email=user.email, starts_as="student", digest="c" * 64, expires_at=soon),
        PersonKey.objects.get_or_create(student=sanne, school_year=make.SCHOOL_YEAR)[0],
        MembershipRequest.objects.create(user=user, company=world.company),
        make.Membership.objects.create(
            user=user,
            company=world.company,
            role="company_member",
            started_at=now - timedelta(9),
            ended_at=now,
        ),
        ApiToken.objects.create(
            user=user, name="x", digest="d" * 64, expires_at=soon, scopes=["students:read"]
        ),
        Notification.objects.create(
            user=user, kind="outcome", way="direct", event="declined", about=uuid4(), key=uuid4()
        ),
        NotificationChoice.objects.create(user=user, kind="outcome", way="digest"),
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True),
        SocialAccount.objects.create(user=user, provider="x", uid="x", extra_data={"name": "CANARY-social"}),
        Authenticator.objects.create(user=user, type="totp", data={"secret": "CANARY-totp"}),
    ]
    key = sanne.person_keys.get().key
    rows.append(
        ProfileView.objects.create(
            student=sanne,
            company=world.company,
            stage="card",
            person_key=key,
            school=world.gilde,
            school_year=2026,
        )
    )
    rows.append(Block.objects.create(student=sanne, company=world.company, side="student", by=user))
    rows.append(
        Application.objects.create(
            student=sanne,
            vacancy=world.vacancy,
            door="apply",
            waits_for="company",
            answer_by=soon.date(),
            requested_by=user,
            sent_at=now,
        )
    )
    application = rows[-1]
    rows.append(
        Message.objects.create(application=application, student=sanne, side="student", by=user, text="x")
    )
    rows.append(
        Report.objects.create(
            about="members",
            subject=rows[-1].uuid,
            company=world.company,
            reporter=user,
            side="student",
            reason="improper",
        )
    )
    rows.append(
        Contact.objects.create(
            student=sanne,
            application=application,
            company=world.company,
            door="apply",
            kind="internship",
            sent_on=now.date(),
            person_key=key,
            school_year=2026,
        )
    )
    rows.append(
        Attendance.objects.create(student=sanne, slot=make.make_slot(make.make_event()), added_by=user)
    )
    rows.append(
        Encounter.objects.create(
            student=sanne,
            company=world.company,
            kind="talk",
            day=now.date(),
            person_key=key,
            school_year=2026,
        )
    )
    rows.append(
        Registration.objects.create(
            student=sanne,
            course=make.make_course(),
            participant="student",
            person_key=key,
            school_year=2026,
            registered_by=user,
        )
    )
    rows.append(
        Placement.objects.create(
            student=sanne,
            company=world.company,
            school=world.gilde,
            kind="internship",
            school_year=2026,
            person_key=key,
            start=date(2026, 9, 1),
            started_on=date(2026, 9, 1),
            status="started",
        )
    )
    rows.append(
        Agreement.objects.create(
            placement=rows[-1], student=sanne, kind="other", data={"student": {"name": "CANARY-agreement"}}
        )
    )
    agreement = rows[-1]
    rows += [
        Signature.objects.create(
            agreement=agreement, student=sanne, party="student", name="Sanne", signed_on=now.date()
        ),
        Evaluation.objects.create(
            placement=agreement.placement, student=sanne, side="student", score=5, again=True, prepared=True
        ),
    ]
    return [sanne, user, *rows]


def plant(rows: Iterable[models.Model]) -> dict[str, str]:
    """Fill every free text of these rows with a text found nowhere else; gives them by field."""
    planted, address = {}, f"cnry{uuid4().hex[:16]}@canary.test"
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, FREE) and not field.choices and field.name not in UNDERSTOOD:
                text = f"cnry{uuid4().hex[: min(20, field.max_length or 20) - 4]}"
                if isinstance(field, models.EmailField):
                    text = address if type(row) in BY_ADDRESS else f"{text}@canary.test"
                type(row)._default_manager.filter(pk=row.pk).update(**{field.name: text})
                planted[f"{row._meta.label}.{field.name}.{row.pk}"] = text
    return planted


def session_of(user: User, **more: str) -> SessionBase:
    """Make a session in which somebody is signed in."""
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk), **more})
    session.save()
    return session


def whole_database() -> str:
    """Read every cell of every table as one text."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own names
            cells += [f"{table} {cell}" for row in cursor.fetchall() for cell in row]
    return "\n".join(cells)


def found(planted: dict[str, str], *texts: str) -> list[str]:
    """List the fields whose canary stands in one of the texts."""
    return sorted(name for name, canary in planted.items() if any(canary in text for text in texts))
