"""Whoever changes how one signs in must have signed in a moment ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def signed_in_lately(request: HttpRequest) -> bool:
    """Tell whether this session proved a moment ago who it is, by signing in or by confirming it."""
    times = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(times) and time.time() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def lately(view: View) -> View:
    """Let only those go on who proved a moment ago who they are; the others are asked to confirm it.

    Who has neither a password nor a second factor can only sign in anew.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if signed_in_lately(request):
            return view(request, *args, **kwargs)
        if get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        messages.error(request, _("For this you must have signed in a moment ago: sign out and in again."))
        return redirect("account")

    return guarded
