"""Who of a school looks after which class."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from profiles.access import may_hand_over
from profiles.models import Membership, School, StudentGroup, User


class NotOfThisSchool(Exception):
    """A class is looked after by somebody who works at its school."""


def coordinators(school: School) -> list[User]:
    """List who coordinates for a school today and can sign in, by name."""
    held = Membership.objects.current().filter(school=school, user__is_active=True).select_related("user")
    return [each.user for each in held.order_by("user__name", "user__email")]


@transaction.atomic
def hand_over(group: StudentGroup, *, to: User | None, by: User) -> None:
    """Let somebody of the school look after a class; nobody is possible, and shows.

    Raises `PermissionDenied` for a colleague's class, and `NotOfThisSchool`.
    """
    if not may_hand_over(by, group):
        raise PermissionDenied
    if to is not None and to not in coordinators(group.school):
        raise NotOfThisSchool
    same = StudentGroup.objects.filter(pk=group.pk, coordinator=group.coordinator)
    if not same.update(coordinator=to):
        raise PermissionDenied
    group.coordinator = to
