"""Who may do what with students and schools; one place, used by the API and the pages."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import Student, User


def may_see_students(user: "User | AnonymousUser") -> bool:
    """Tell whether there can be students whom this user may see: oneself, one's school's, all."""
    if not user.is_authenticated:
        return False
    return bool(user.is_platform_admin or user.school_ids or hasattr(user, "student"))


def may_see_classes(user: "User | AnonymousUser") -> bool:
    """Tell whether this user works for a school, or for the platform."""
    return bool(user.is_authenticated and (user.is_platform_admin or user.school_ids))


def may_see_counts(user: "User | AnonymousUser") -> bool:
    """Tell whether this user may count placements exactly: a school its own, the platform all."""
    return may_see_classes(user)


def may_edit_student(user: "User", student: "Student") -> bool:
    """Tell whether this user may change this profile; the row itself must come through ``visible_to``."""
    return bool(student.user_id == user.pk or user.school_ids or user.is_platform_admin)


def may_verify_companies(user: "User | AnonymousUser") -> bool:
    """Tell whether this user looks after which companies take part: the region office, the platform."""
    return bool(user.is_authenticated and (user.is_region_officer or user.is_platform_admin))
