"""What somebody is here: each role has a start page."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profiles.models import User


class Role(StrEnum):
    PLATFORM = "platform"
    SCHOOL = "school"
    REGION = "region"
    EMPLOYER = "employer"
    STUDENT = "student"
    GUARDIAN = "guardian"
    WAITING = "waiting"
    STRANGER = "stranger"


def role_of(user: "User") -> Role:
    """Tell by which role somebody starts; who has several starts with the widest."""
    held = {
        Role.PLATFORM: user.is_platform_admin,
        Role.SCHOOL: bool(user.school_ids),
        Role.REGION: user.is_region_officer,
        Role.EMPLOYER: bool(user.company_ids),
    }
    for role, is_held in held.items():
        if is_held:
            return role
    if is_student(user):
        return Role.STUDENT
    if user.is_guardian:
        return Role.GUARDIAN
    return Role.WAITING if user.waiting_memberships else Role.STRANGER


def is_student(user: "User") -> bool:
    """Tell whether this account is that of a student."""
    return hasattr(user, "student")
