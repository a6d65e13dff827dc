"""As what somebody asks: anyone, a person, a student, an employer, a school, an office."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from profiles.models import Membership

if TYPE_CHECKING:
    from profiles.models import User

Role = Membership.Role


class Kind(StrEnum):
    """One person can be several; memberships count while they take effect (`User.current_memberships`)."""

    ANYONE = "anyone"
    PERSON = "anybody signed in"
    STUDENT = "student"
    GUARDIAN = "guardian"
    EMPLOYER = "company member"
    VERIFIED_EMPLOYER = "member of a verified company"
    COMPANY_ADMIN = "company administrator"
    COORDINATOR = "school coordinator"
    REGION_OFFICE = "region office"
    PLATFORM_ADMIN = "platform administrator"


HELD: Mapping[Kind, Callable[["User"], bool]] = {
    Kind.PERSON: lambda user: True,
    Kind.EMPLOYER: lambda user: bool(user.company_ids),
    Kind.VERIFIED_EMPLOYER: lambda user: any(
        held.company and held.company.verified_at for held in user.current_memberships
    ),
    Kind.COMPANY_ADMIN: lambda user: bool(user.administered_company_ids),
    Kind.COORDINATOR: lambda user: bool(user.school_ids),
    Kind.REGION_OFFICE: lambda user: user.is_region_officer,
    Kind.PLATFORM_ADMIN: lambda user: user.is_platform_admin,
    # Last, because they can cost a query.
    Kind.STUDENT: lambda user: hasattr(user, "student"),
    Kind.GUARDIAN: lambda user: user.is_guardian,
}


def holds(user: "User", kinds: Mapping[Kind, object]) -> bool:
    """Tell whether somebody signed in is one of these."""
    return any(HELD[kind](user) for kind in HELD if kind in kinds)
