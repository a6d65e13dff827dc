"""Verifying companies, or refusing them: only a verified one sees cards, and only its vacancies are seen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles import mailing
from profiles.access import may_verify_companies
from profiles.match_changes import posts_changed
from profiles.models import Company, Membership

if TYPE_CHECKING:
    from profiles.models import User


@transaction.atomic
def verify(company: Company, *, by: "User") -> None:
    """Verify a company, as the region office or the platform does; its open vacancies show at once.

    Also tells the matcher of its vacancies, and mails its administrators. Raises `PermissionDenied` for
    anybody else.
    """
    _refuse_others(by)
    verified = Company.objects.filter(pk=company.pk, verified_at__isnull=True)
    if verified.update(
        verified_at=timezone.now(), refused_at=None, refused_because="", closed_at=None, decided_by=by
    ):
        _tell(company, "company_verified")
    company.refresh_from_db()


@transaction.atomic
def refuse(company: Company, *, because: str, by: "User") -> None:
    """Refuse a company, or take back that it was verified; its vacancies are unseen from now on.

    Also tells the matcher of its vacancies, and mails its administrators the reason. Raises
    `PermissionDenied` for anybody but the region office and the platform.
    """
    _refuse_others(by)
    told = {"verified_at": None, "refused_at": timezone.now(), "refused_because": because, "decided_by": by}
    Company.objects.filter(pk=company.pk).update(**told)
    company.refresh_from_db()
    _tell(company, "company_refused")


def administrators(company: Company) -> Iterable["User"]:
    """Give who looks after a company's team today."""
    held = Membership.objects.current().filter(company=company, role=Membership.Role.COMPANY_ADMIN)
    return [membership.user for membership in held.select_related("user").order_by("pk")]


def vacancies_changed(company: Company) -> None:
    """Tell the matcher that a company's vacancies are seen, or seen no more."""
    ids = Company.objects.filter(pk=company.pk).values_list("vacancies", flat=True)
    posts_changed(pk for pk in ids if pk)


def _refuse_others(by: "User") -> None:
    if not may_verify_companies(by):
        raise PermissionDenied


def _tell(company: Company, template: str) -> None:
    vacancies_changed(company)
    for user in administrators(company):
        told = {"company": company, "link": mailing.link("start")}
        mailing.send(user.email, template, user.language, told)
