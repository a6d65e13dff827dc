"""A student claims the profile that a school made: by a mailed link, or by a code on paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from profiles import access_log
from profiles.claiming import (
    HasProfile,
    OtherBirthDate,
    OwnSchool,
    claim,
    claim_as_newcomer,
    mail_to_own_address,
)
from profiles.links import LinkGone
from profiles.merging import NotOnePerson, merge, twins_of
from profiles.models import Invitation, Student
from profiles.opening import AccountExists, account_of, owns
from web.arriving import go_on_as, has_account, link_gone, open_link, other_account
from web.forms.joining import CodeForm, PaperForm, PasswordForm, SamePersonForm
from web.personal import personal_form
from web.roles import is_student


@personal_form
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code on paper."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        link = open_link(request, form.cleaned_data["code"])
        if link is not None and link.student_id:
            return redirect("claim", code=form.cleaned_data["code"])
        form.add_error("code", _("This code opens nothing. Check it, or ask your school for a new one."))
    return render(request, "web/enter_code.html", {"form": form})


@personal_form
def claim_profile(request: HttpRequest, code: str) -> HttpResponse:
    """Show of whose school and class a profile is, and bind it to an account."""
    link = open_link(request, code)
    if link is None or link.student is None:
        return link_gone(request)
    access_log.about(request, [link.student], organisation=link.school)
    try:
        if request.user.is_authenticated:
            is_meant = link.email is None or owns(request.user, link.email)
            return _with_account(request, link) if is_meant else other_account(request)
        if link.email is None:
            return _from_paper(request, link)
        return has_account(request) if account_of(link.email) else _as_newcomer(request, link)
    except LinkGone:
        return link_gone(request)
    except AccountExists:
        return has_account(request)


def _with_account(request: HttpRequest, link: Invitation) -> HttpResponse:
    """Bind the profile to the account that is signed in."""
    has_profile = is_student(request.user)
    asked = SamePersonForm if has_profile else PaperForm
    form = asked(_sent(request), asks_birth_date=_asks_birth_date(link), asks_address=False)
    if form.is_valid():
        told = form.cleaned_data
        same = told.get("same_person", False)
        try:
            claim(link, by=request.user, birth_date=told.get("birth_date"), is_same_person=same)
            return _welcome(request)
        except OtherBirthDate:
            form.add_error("birth_date", _wrong_day())
        except (OwnSchool, HasProfile, NotOnePerson) as error:
            return _refused(request, error)
    told = {"form": form, "link": link, "own": request.user.student if has_profile else None}
    return render(request, "web/claim.html", told)


def _from_paper(request: HttpRequest, link: Invitation) -> HttpResponse:
    """Ask where to send the link that proves the address with which one will sign in."""
    form = PaperForm(_sent(request), asks_birth_date=_asks_birth_date(link), asks_address=True)
    if form.is_valid():
        told = form.cleaned_data
        try:
            mail_to_own_address(link, told["email"], birth_date=told.get("birth_date"))
            return render(request, "web/mail_sent.html", {"email": told["email"]})
        except OtherBirthDate:
            form.add_error("birth_date", _wrong_day())
    return render(request, "web/claim.html", {"form": form, "link": link})


def _as_newcomer(request: HttpRequest, link: Invitation) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        try:
            user = claim_as_newcomer(link, password=form.cleaned_data["password"], language=get_language())
            go_on_as(request, user)
            return _welcome(request)
        except ValidationError as error:
            form.add_error("password", error)
    return render(request, "web/claim.html", {"form": form, "link": link})


@personal_form
def merge_twins(request: HttpRequest) -> HttpResponse:
    """Show the profiles that other schools made for one's own proven address, and merge one on one's word."""
    if not is_student(request.user):
        raise Http404
    twins = twins_of(request.user)
    access_log.about(request, twins)
    if request.method == "POST":
        chosen = next((twin for twin in twins if str(twin.uuid) == request.POST.get("student")), None)
        if chosen is None:
            return redirect("merge")
        try:
            merge(request.user.student, chosen, by=request.user)
        except NotOnePerson as error:
            return _refused(request, error)
        messages.success(request, _("Both profiles are one now. Nobody sees it until you choose so again."))
        return redirect("start")
    return render(request, "web/merge.html", {"twins": _with_schools(twins)})


def _with_schools(twins: Any) -> list[Student]:
    return list(twins.prefetch_related("numbers__school").order_by("pk"))


def _welcome(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("This profile is yours now. Nobody but you and your school sees it."))
    return redirect("merge" if twins_of(request.user).exists() else "start")


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    told = {"is_own_school": isinstance(error, OwnSchool)}
    return render(request, "web/claim_refused.html", told, status=409)


def _asks_birth_date(link: Invitation) -> bool:
    return link.email is None and link.student is not None and link.student.birth_date is not None


def _sent(request: HttpRequest) -> Any:
    """Give what was sent; a form without fields is sent too."""
    return request.POST if request.method == "POST" else None


def _wrong_day() -> str:
    return _("This is not the date of birth that your school knows. Check it, or ask your school.")
