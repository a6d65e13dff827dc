"""One person, two profiles: what two schools know of the same student becomes one."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone

from matching.words import fold
from profiles.match_changes import persons_changed
from profiles.models import (
    Consent,
    Enrolment,
    Guardianship,
    Student,
    StudentSkill,
    StudentWords,
    User,
)
from profiles.reading.skill_lists import MOST_SKILLS

if TYPE_CHECKING:
    from django.db.models import QuerySet

Move = Callable[[Student, Student], None]

TOGETHER = (("available_from", "available_until"), ("hours_min", "hours_max"), ("programme", "level"))
"""Fields that tell one thing: both come from one profile, or neither."""

STAYING = {"id", "uuid", "user", "created_at", "updated_at"}


class NotOnePerson(Exception):
    """Two profiles that cannot be of the same person."""


def twins_of(user: User) -> "QuerySet[Student]":
    """Keep the unclaimed profiles with the address that this account proved: perhaps the same person."""
    own = Student.objects.filter(user=user).first()
    twins = Student.objects.filter(user__isnull=True, email__iexact=user.email)
    if own is None:
        return twins
    twins = twins.exclude(numbers__school__in=own.numbers.values("school"))
    if own.birth_date:
        twins = twins.filter(models.Q(birth_date__isnull=True) | models.Q(birth_date=own.birth_date))
    return twins


@transaction.atomic
def merge(kept: Student, other: Student, *, by: User) -> Student:
    """Make two profiles of one person one, by the student's own act; the other one is gone.

    Whatever points to the other points to the kept one. What the kept one tells stays, and what it leaves
    open is filled in; skills come together; of two choices who may see it, the stricter stays. Tells the
    matcher. Raises `PermissionDenied` for anybody but the owner of the kept profile, and `NotOnePerson`.
    """
    pair = Student.objects.select_for_update().in_bulk([kept.pk, other.pk])
    if len(pair) != 2 or pair[kept.pk].user_id != by.pk or pair[other.pk].user_id is not None:
        raise PermissionDenied
    kept, other, gone = pair[kept.pk], pair[other.pk], other.pk
    _refuse_two_people(kept, other)
    _one_person_key(kept, other)
    for relation in Student._meta.related_objects:
        MOVES.get(relation.related_model, _plainly(relation))(kept, other)
    _fill_in(kept, other)
    Student.objects.filter(pk=gone).delete()
    persons_changed([kept.pk, gone])
    return kept


def _refuse_two_people(kept: Student, other: Student) -> None:
    if kept.birth_date and other.birth_date and kept.birth_date != other.birth_date:
        raise NotOnePerson
    if kept.numbers.filter(school__in=other.numbers.values("school")).exists():
        raise NotOnePerson


def _plainly(relation: ForeignObjectRel) -> Move:
    """Let rows of the other student be rows of the kept one; what that one has already goes.

    What is counted stays, but points to nobody.
    """

    def move(kept: Student, other: Student) -> None:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: other})
        for row in rows:
            try:
                with transaction.atomic():
                    rows.filter(pk=row.pk).update(**{relation.field.name: kept})
            except IntegrityError:
                if relation.field.null:
                    rows.filter(pk=row.pk).update(**{relation.field.name: None})
                else:
                    row.delete()

    return move


def _move_enrolments(kept: Student, other: Student) -> None:
    open_ones = kept.enrolments.filter(ended_on__isnull=True)
    other.enrolments.filter(ended_on__isnull=True, group__in=open_ones.values("group")).delete()
    other.enrolments.update(student=kept)


def _move_skills(kept: Student, other: Student) -> None:
    """Bring skills together without doubles; a level of command that only one tells is kept."""
    known = {_name(own): own for own in kept.skills.all()}
    for own in other.skills.all():
        same = known.get(_name(own))
        if same is None and len(known) < MOST_SKILLS:
            known[_name(own)] = own
            StudentSkill.objects.filter(pk=own.pk).update(student=kept)
        elif same is not None and same.command is None and own.command is not None:
            same.command = own.command
            same.save(update_fields=["command"])


def _name(own: StudentSkill) -> object:
    return own.skill_id or fold(own.text)


def _move_consents(kept: Student, other: Student) -> None:
    """Keep the general consents that both gave, and each company's once; the rest is withdrawn today."""
    now = timezone.now()
    general = [
        set(
            each.consents.filter(withdrawn_at__isnull=True, company__isnull=True).values_list(
                "purpose", flat=True
            )
        )
        for each in (kept, other)
    ]
    standing = Consent.objects.filter(withdrawn_at__isnull=True)
    lost = general[0] ^ general[1]
    standing.filter(student=kept, company__isnull=True, purpose__in=lost).update(withdrawn_at=now)
    standing.filter(student=other, company__isnull=True).update(withdrawn_at=now)
    shown = standing.filter(student=kept, company__isnull=False).values("company")
    standing.filter(student=other, company__in=shown).update(withdrawn_at=now)
    other.consents.update(student=kept)


def _read_words_anew(kept: Student, other: Student) -> None:
    """Let the free words of both wait to be read together (`profiles.relinking`)."""
    StudentWords.objects.filter(student=other).delete()
    StudentWords.objects.filter(student=kept).update(toward={}, edition="")


def _purposes(consents: "QuerySet[Consent]", student: Student) -> set[str]:
    return set(consents.filter(student=student).values_list("purpose", flat=True))


def _move_guardianships(kept: Student, other: Student) -> None:
    """Keep one guardianship an address: the one that got further."""
    for theirs in other.guardianships.open():
        same = kept.guardianships.open().filter(email=theirs.email).first()
        if same:
            less = same if theirs.confirmed_at and not same.confirmed_at else theirs
            Guardianship.objects.filter(pk=less.pk).update(ended_at=timezone.now())
    other.guardianships.update(student=kept)


def _one_person_key(kept: Student, other: Student) -> None:
    """Count both as one person from now on, in the years in which both were counted too."""
    keys = dict(kept.person_keys.values_list("school_year", "key"))
    for theirs in other.person_keys.all():
        if theirs.school_year not in keys:
            continue
        key = keys[theirs.school_year]
        for relation in Student._meta.related_objects:
            if any(field.name == "person_key" for field in relation.related_model._meta.fields):
                _count_once(relation.related_model, theirs.key, key)
        theirs.delete()


def _count_once(model: type[models.Model], theirs: UUID, key: UUID) -> None:
    """Let what counted under one number count under the other; what that one has already goes."""
    rows = model._base_manager
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "person_key" in constraint.fields:
            same = [name for name in constraint.fields if name != "person_key"]
            bound = rows.filter(constraint.condition) if constraint.condition else rows.all()
            for values in bound.filter(person_key=key).values(*same):
                bound.filter(person_key=theirs, **values).delete()
    rows.filter(person_key=theirs).update(person_key=key)


def _fill_in(kept: Student, other: Student) -> None:
    """Fill in what the kept profile leaves open with what the other one tells."""
    paired = {name for pair in TOGETHER for name in pair}
    names = [field.name for field in Student._meta.concrete_fields]
    alone = [(name,) for name in names if name not in paired | STAYING]
    told = {"updated_at": timezone.now()}
    for group in (*TOGETHER, *alone):
        if all(getattr(kept, name) in (None, "") for name in group):
            told |= {name: getattr(other, name) for name in group}
    for name, value in told.items():
        setattr(kept, name, value)
    Student.objects.filter(pk=kept.pk).update(**told)


MOVES: Mapping[type[models.Model], Move] = {
    Consent: _move_consents,
    Enrolment: _move_enrolments,
    Guardianship: _move_guardianships,
    StudentSkill: _move_skills,
    StudentWords: _read_words_anew,
}
