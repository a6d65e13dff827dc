"""Accepting an invitation: the link shows what it is for, and only the button uses it up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from profiles.joining import accept, accept_as_newcomer
from profiles.links import LinkGone
from profiles.models import Invitation
from profiles.opening import AccountExists, account_of, owns
from web.arriving import go_on_as, has_account, link_gone, open_link, other_account
from web.forms.joining import NewcomerForm
from web.personal import personal_form


@personal_form
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Show an invitation, and accept it."""
    link = open_link(request, code)
    if link is None or not link.role or link.email is None:
        return link_gone(request)
    try:
        if request.user.is_authenticated:
            return _as_member(request, link) if owns(request.user, link.email) else other_account(request)
        return has_account(request) if account_of(link.email) else _as_newcomer(request, link)
    except LinkGone:
        return link_gone(request)
    except AccountExists:
        return has_account(request)


def _as_member(request: HttpRequest, link: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "web/invitation.html", {"link": link})
    accept(link, by=request.user)
    messages.success(request, _("Welcome! You take part now."))
    return redirect("start")


def _as_newcomer(request: HttpRequest, link: Invitation) -> HttpResponse:
    form = NewcomerForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            user = accept_as_newcomer(
                link, name=told["name"], password=told["password"], language=get_language()
            )
            return go_on_as(request, user)
        except ValidationError as error:
            form.add_error("password", error)
    return render(request, "web/invitation.html", {"link": link, "form": form})
