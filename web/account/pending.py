"""What was begun before all sign-ins ended (a code was mailed, a password was right) ends with them.

Each keeps for itself as of when it holds: nothing else that is begun in the same browser renews it.
"""

from typing import Any

from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, unstash_login
from allauth.account.stages import LoginByCodeStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from profiles.models import User

BEGUN = "signing_in"
AS_OF = "as_of"


def begin(request: HttpRequest, user: User) -> None:
    """Note that somebody's first factor was right."""
    request.session[BEGUN] = [user.pk, user.get_session_auth_hash()]


def holds(request: HttpRequest, user: User) -> bool:
    """Tell whether that was this person, and no sign-ins ended since; it is used up."""
    pk, then = request.session.pop(BEGUN, None) or (None, "")
    return pk == user.pk and constant_time_compare(then, user.get_session_auth_hash())


def whose(request: HttpRequest) -> int | None:
    """Give the key of whoever is between the first and the second step; None for nobody."""
    login = unstash_login(request, peek=True)
    return login.user.pk if login and login.user else None


def code_mailed(request: HttpRequest, user: User | None) -> None:
    """Note as of when a code to sign in with was mailed."""
    stages = request.session[LOGIN_SESSION_KEY]["state"]["stages"]
    _note(request, stages[LoginByCodeStage.key]["data"], user)


def password_code_mailed(request: HttpRequest, user: User | None) -> None:
    """Note as of when a code for a new password was mailed."""
    _note(request, request.session[PASSWORD_RESET_VERIFICATION_SESSION_KEY], user)


def code_holds(state: dict[str, Any], user: User | None) -> bool:
    """Tell whether a code that was mailed is as of today's password and epoch."""
    return user is not None and constant_time_compare(state[AS_OF], user.get_session_auth_hash())


def start_again(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun, and ask to sign in."""
    request.session.flush()
    messages.error(request, _("This took too long, or something changed meanwhile. Sign in again."))
    return redirect("sign-in")


def _note(request: HttpRequest, state: dict[str, Any], user: User | None) -> None:
    state[AS_OF] = user.get_session_auth_hash() if user else ""
    request.session.modified = True
