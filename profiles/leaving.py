"""Leaving an organisation: what one may do there ends with the next request."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles import links
from profiles.access import may_close_company, may_end_membership, may_promote
from profiles.joining import admit, forget_memberships
from profiles.models import ApiToken, Company, Membership, StudentGroup, User
from profiles.sharing import withdraw_names_from
from profiles.verifying import vacancies_changed

Role = Membership.Role


class LastOne(Exception):
    """Nobody would look after the company, or the platform, any more."""


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """End a membership: one's own, or of the team that one looks after.

    Pages, API and the tokens bound to it refuse from the next request on; other memberships stay. Who left
    looks after no class of that school any more, and the invitations that he or she sent for it open nothing;
    of who is sent away, the links to claim a profile neither.
    Raises `PermissionDenied`, and `LastOne` for the last administrator of a company or of the platform.
    """
    if not may_end_membership(by, membership):
        raise PermissionDenied
    if membership.role in (Role.COMPANY_ADMIN, Role.PLATFORM_ADMIN):
        _refuse_the_last(membership)
    _end(membership, by=by)
    forget_memberships(by)


@transaction.atomic
def promote(membership: Membership, *, by: User) -> Membership:
    """Make a member of a company its administrator, beside who is. Raises `PermissionDenied`."""
    if not may_promote(by, membership):
        raise PermissionDenied
    return admit(membership.user, Role.COMPANY_ADMIN, company=membership.company)


@transaction.atomic
def close_company(company: Company, *, by: User) -> None:
    """End the part that a company takes, as its administrator decides; it can ask to come back.

    Nobody sees its vacancies any more, all memberships of it end, and so does its sight of names: also for
    whoever brings it back. Also tells the matcher. Raises `PermissionDenied`.
    """
    if not may_close_company(by, company):
        raise PermissionDenied
    withdraw_names_from(company)
    Company.objects.filter(pk=company.pk).update(verified_at=None, refused_at=None, closed_at=timezone.now())
    for membership in Membership.objects.current().filter(company=company).select_related("user"):
        _end(membership, by=by)
    links.take_back(company=company)
    vacancies_changed(company)
    forget_memberships(by)


def _end(membership: Membership, *, by: User) -> None:
    if not Membership.objects.current().filter(pk=membership.pk).update(ended_at=timezone.now()):
        return
    user = membership.user
    _take_back_invitations(membership, is_dismissed=by != user)
    ApiToken.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if membership.school_id:
        StudentGroup.objects.filter(school=membership.school, coordinator=user).update(coordinator=None)
    forget_memberships(user)


def _take_back_invitations(membership: Membership, *, is_dismissed: bool) -> None:
    """Let no link stay behind by which somebody would come back, or take over a student's profile."""
    if membership.school_id or membership.company_id:
        sent = {"school": membership.school, "company": membership.company}
    else:
        sent = {}
    links.take_back(invited_by=membership.user, role__isnull=False, **sent)
    if is_dismissed and membership.school_id:
        links.take_back(invited_by=membership.user, student__isnull=False, **sent)


def _refuse_the_last(membership: Membership) -> None:
    """Raise `LastOne` when nobody else has that role; two who leave at once wait for each other."""
    if membership.company_id:
        Company.objects.select_for_update().get(pk=membership.company_id)
    held = Membership.objects.filter(role=membership.role, company=membership.company)
    others = held.select_for_update().filter(ended_at__isnull=True).exclude(pk=membership.pk)
    if not list(others):
        raise LastOne
