"""Coming in by a one-time link: what it opens, what is said when it opens nothing, and going on signed in."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from profiles.limiting import Limit, client_address, take
from profiles.links import find_link
from profiles.models import Invitation, User

WRONG_LINKS = Limit("links", fails_closed=True)


def open_link(request: HttpRequest, code: str) -> Invitation | None:
    """Find what a code opens; one that opens nothing counts as a guess. Raises `TooOften`."""
    found = find_link(code)
    if found is None:
        take(WRONG_LINKS, client_address(request))
    return found


def link_gone(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing: used, too old, taken back or never there, all the same."""
    return render(request, "web/link_gone.html", status=404)


def other_account(request: HttpRequest) -> HttpResponse:
    """Say to somebody signed in that a link is for another address, without telling which."""
    return render(request, "web/other_account.html", status=409)


def has_account(request: HttpRequest) -> HttpResponse:
    """Ask somebody whose address has an account to sign in with it first."""
    return render(request, "web/sign_in_first.html", {"next": request.path})


def go_on_as(request: HttpRequest, user: User, *, to: str = "") -> HttpResponse:
    """Sign a newcomer in, whose address and password were given a moment ago, and go on to a page."""
    signing_in = Login(user=user, redirect_url=to or reverse("start"))
    return perform_password_login(request, {"email": user.email}, signing_in)
