"""Giving programs a token with which they act as somebody, within one organisation and a few scopes."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from profiles.models import ApiToken, Membership, User
from profiles.secrecy import digest_of, new_secret

Scope, Role = ApiToken.Scope, Membership.Role

READS = frozenset({Scope.REFERENCE_READ, Scope.VACANCIES_READ, Scope.EVENTS_READ})
EVENTS = frozenset({Scope.EVENTS_WRITE})
PLACING = frozenset({Scope.PLACEMENTS_READ, Scope.PLACEMENTS_WRITE})
APPLYING = frozenset({Scope.APPLICATIONS_READ, Scope.APPLICATIONS_WRITE}) | PLACING
SCOPES: Mapping[str | None, frozenset[str]] = {
    None: READS | APPLYING | EVENTS | {Scope.STUDENTS_READ, Scope.STUDENTS_WRITE, Scope.STUDENTS_ERASE},
    Role.SCHOOL_COORDINATOR: READS
    | PLACING
    | EVENTS
    | {Scope.STUDENTS_READ, Scope.STUDENTS_WRITE, Scope.STUDENTS_ERASE}
    | {Scope.APPLICATIONS_READ, Scope.COUNTS_READ, Scope.TARGETS_WRITE},
    Role.COMPANY_MEMBER: READS | APPLYING | {Scope.VACANCIES_WRITE, Scope.CANDIDATES_READ},
    Role.COMPANY_ADMIN: READS | APPLYING | {Scope.VACANCIES_WRITE, Scope.CANDIDATES_READ},
    Role.REGION_OFFICE: READS | EVENTS | {Scope.COUNTS_READ, Scope.TARGETS_WRITE, Scope.RECOGNITIONS_WRITE},
    Role.PLATFORM_ADMIN: frozenset(),
}
"""What a token can be let to do by the role within which it acts; None is the person alone."""


class NoSuchToken(ValueError):
    """A token of this life, role or scope is not given."""


def scopes_of(membership: Membership | None) -> frozenset[str]:
    """List the scopes that a token within a membership can have."""
    return SCOPES[membership and membership.role]


def make_token(
    user: User,
    *,
    name: str,
    days: int,
    membership: Membership | None = None,
    scopes: Iterable[str] | None = None,
) -> str:
    """Make a token that works for so many days (1–365) and give its secret, which is kept nowhere else.

    Without ``scopes`` it reads whatever it can. Raises `NoSuchToken` for another life, for a membership that
    is not this user's today, for a scope that its role does not have, and for a platform administrator.
    """
    life = timedelta(days=days)
    if not timedelta() < life <= ApiToken.LONGEST:
        raise NoSuchToken(f"a token lives 1–{ApiToken.LONGEST.days} days")
    if membership is not None and membership not in user.current_memberships:
        raise NoSuchToken("this membership is not theirs today")
    possible = scopes_of(membership)
    wanted = {each for each in possible if each.endswith(":read")} if scopes is None else set(scopes)
    if not wanted or not wanted <= possible:
        raise NoSuchToken(f"a token here has scopes of: {', '.join(sorted(possible)) or 'none'}")
    secret = new_secret("sp_")
    ApiToken.objects.create(
        user=user,
        membership=membership,
        scopes=sorted(wanted),
        name=name,
        digest=digest_of(secret),
        expires_at=timezone.now() + life,
    )
    return secret


def revoke(token: ApiToken, *, by: User) -> None:
    """End a token at once. Raises `PermissionDenied` for somebody who may not see it."""
    if not ApiToken.objects.visible_to(by).filter(pk=token.pk).exists():
        raise PermissionDenied
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
