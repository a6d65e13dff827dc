"""Who may use which route: the policy says it; rows are narrowed further by ``visible_to``."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.permissions import BasePermission

from profiles.policy import Verdict, decide

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class ByPolicy(BasePermission):
    """The default and only one; a route that the policy does not know is not there."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        route = request.resolver_match.view_name
        match decide(route, request.method, request.user, request.auth):
            case Verdict.ENTER:
                return True
            case Verdict.NO_METHOD:
                raise MethodNotAllowed(request.method)
            case Verdict.NO_SCOPE:
                raise PermissionDenied(_("This token does not reach this; make one with the scope for it."))
            case Verdict.NEEDS_PROOF:
                raise PermissionDenied(_("Your role works only after a second factor: see /account."))
            case Verdict.NOT_THERE:
                raise Http404
        return False
