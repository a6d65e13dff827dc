"""Verifying companies: only then do students see what they offer."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles.match_changes import posts_changed
from profiles.models import Company

if TYPE_CHECKING:
    from profiles.models import User


@transaction.atomic
def verify(company: Company, *, by: "User") -> None:
    """Verify a company, as the region office or the platform does; its open vacancies show at once.

    Also tells the matcher of its vacancies. Raises `PermissionDenied` for anybody else.
    """
    if not (by.is_region_officer or by.is_platform_admin):
        raise PermissionDenied
    if company.verified_at is None:
        company.verified_at = timezone.now()
        company.save(update_fields=["verified_at"])
        posts_changed(
            pk for pk in Company.objects.filter(pk=company.pk).values_list("vacancies", flat=True) if pk
        )
