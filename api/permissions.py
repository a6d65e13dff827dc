"""Who may use which route; rows are narrowed further by ``visible_to``."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission, IsAuthenticated

from profiles import access

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class DenyAll(BasePermission):
    """The default: a view that names no permission answers nobody."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return False


class SignedIn(IsAuthenticated):
    """Anybody who signed in."""


class SeesStudents(IsAuthenticated):
    """A student (oneself), a school's staff (its own students) or the platform admin."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return super().has_permission(request, view) and access.may_see_students(request.user)


class SeesClasses(IsAuthenticated):
    """A school's staff or the platform admin."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return super().has_permission(request, view) and access.may_see_classes(request.user)


class SeesCounts(IsAuthenticated):
    """A school's staff (its own placements) or the platform admin."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return super().has_permission(request, view) and access.may_see_counts(request.user)
