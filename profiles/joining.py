"""Accepting an invitation: as somebody who has an account, or as a newcomer."""

from django.db import transaction

from profiles import links
from profiles.models import Company, Invitation, Membership, School, User
from profiles.opening import open_account, owns

Role = Membership.Role


class OtherAddress(Exception):
    """The link was sent to another address than the one signed in with."""


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Make the owner of the invited address a member; uses the link up.

    Raises `OtherAddress` and `LinkGone`.
    """
    if not owns(by, invitation.email):
        raise OtherAddress
    links.use_up(invitation, by=by)
    return admit(by, invitation.role, school=invitation.school, company=invitation.company)


@transaction.atomic
def accept_as_newcomer(invitation: Invitation, *, name: str, password: str, language: str) -> User:
    """Open an account for the invited address, which the link proves, and make it a member.

    Raises `AccountExists`, `LinkGone`, and ValidationError for a password that is too easy.
    """
    user = open_account(invitation.email or "", name=name, password=password, language=language)
    accept(invitation, by=user)
    return user


def admit(
    user: User, role: str, *, school: School | None = None, company: Company | None = None
) -> Membership:
    """Make somebody a member, once; an administrator is not made an ordinary member beside it."""
    held = user.memberships.current().filter(school=school, company=company)
    if role == Role.COMPANY_ADMIN:
        held.filter(role=Role.COMPANY_MEMBER).update(role=role)
    roles = Membership.COMPANY_ROLES if role == Role.COMPANY_MEMBER else (role,)
    membership = held.filter(role__in=roles).first()
    if membership is None:
        wanted = {"role": role, "school": school, "company": company}
        membership, _is_new = user.memberships.get_or_create(ended_at=None, **wanted)
    forget_memberships(user)
    return membership


def forget_memberships(user: User) -> None:
    """Let a person's roles be read anew, in the same request."""
    for name in ("current_memberships", "waiting_memberships", "_memberships_of_today"):
        user.__dict__.pop(name, None)
