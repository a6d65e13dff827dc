"""What a person finds in the menu, by what he or she is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from web.roles import is_student

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the menu; ``icon`` is the name of its symbol in the sprite."""

    page: str
    label: str | Promise
    icon: str

    @property
    def url(self) -> str:
        return reverse(self.page)


START = Item("start", _("Start"), "layout-dashboard")
MATCHES = Item("matches", _("Matches"), "sparkles")
VISIBILITY = Item("visibility", _("Who sees you"), "eye")
CHILDREN = Item("children", _("Your children"), "users")
GUARDIANS = Item("waiting-guardians", _("Guardians"), "users")
APPLICATIONS = Item("applications", _("Applications"), "briefcase")
OF_STUDENTS = Item("students-applications", _("Applications"), "briefcase")
OF_STUDENTS_TOO = Item("students-applications", _("Of your students"), "school")
"""For a coordinator who also has applications of a company."""
PLACEMENTS = Item("placements", _("Placements"), "graduation-cap")
AGENDA = Item("events", _("Agenda"), "calendar")
REGION = Item("region", _("Region"), "map-pin")
UNVERIFIED = Item("unverified-companies", _("To verify"), "badge-check")


def menu(user: "User | AnonymousUser") -> list[Item]:
    """List what this person may open; nobody in particular gets no menu."""
    if not user.is_authenticated:
        return []
    items = [START]
    if is_student(user):
        items += [MATCHES, VISIBILITY]
    if is_student(user) or user.company_ids:
        items.append(APPLICATIONS)
    if user.school_ids:
        items.append(OF_STUDENTS_TOO if APPLICATIONS in items else OF_STUDENTS)
    if is_student(user) or user.company_ids or user.school_ids or user.is_guardian:
        items.append(PLACEMENTS)
    if not is_student(user) and (user.company_ids or user.school_ids or user.is_region_officer):
        items.append(AGENDA)
    if user.is_guardian:
        items.append(CHILDREN)
    if user.school_ids or user.is_platform_admin:
        items.append(GUARDIANS)
    return items + _of_offices(user)


def _of_offices(user: "User") -> list[Item]:
    if user.is_platform_admin:
        return [REGION, UNVERIFIED]
    return [UNVERIFIED] if user.is_region_officer else []
