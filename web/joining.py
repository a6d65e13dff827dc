"""Joining on one's own: the address first, then – by the mailed link – the company or the student."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from profiles.ages import needs_guardian
from profiles.limiting import client_address
from profiles.links import LinkGone
from profiles.models import Invitation, Membership, MembershipRequest, Student, User
from profiles.opening import AccountExists, account_of, owns
from profiles.starting import HasProfile, ask_to_start, open_by_link, start_company, start_student
from web.arriving import go_on_as, has_account, link_gone, open_link, other_account
from web.forms.joining import (
    CompanyByNewcomerForm,
    CompanyForm,
    StartForm,
    StudentByNewcomerForm,
    StudentForm,
)
from web.personal import personal_form
from web.roles import is_student

COMPANY, STUDENT = Invitation.StartsAs.COMPANY, Invitation.StartsAs.STUDENT
FORMS: Mapping[str, Any] = {COMPANY: CompanyByNewcomerForm, STUDENT: StudentByNewcomerForm}


@personal_form
def join(request: HttpRequest) -> HttpResponse:
    """Ask who wants to join for an address, and mail a link to it; nobody learns who has an account."""
    if request.user.is_authenticated:
        return render(request, "web/join_as.html", {"is_student": is_student(request.user)})
    form = StartForm(request.POST or None, initial={"starts_as": request.GET.get("as")})
    if form.is_valid():
        told = form.cleaned_data
        address = client_address(request)
        ask_to_start(told["email"], starts_as=told["starts_as"], address=address)
        return render(request, "web/mail_sent.html", {"email": told["email"]})
    return render(request, "web/join.html", {"form": form})


@personal_form
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a newcomer has to tell, and let who tells it in; the link proved the address."""
    link = open_link(request, code)
    if link is None or not link.starts_as or link.email is None:
        return link_gone(request)
    if request.user.is_authenticated and not owns(request.user, link.email):
        return other_account(request)
    if account_of(link.email):
        return redirect("join") if request.user.is_authenticated else has_account(request)
    form = FORMS[link.starts_as](request.POST or None)
    if form.is_valid():
        try:
            user = _let_in(request, link, form)
            return go_on_as(request, user, to=_first_page(user))
        except ValidationError as error:
            form.add_error("password", error)
        except (LinkGone, AccountExists):
            return link_gone(request)
    return render(request, "web/start_joining.html", {"form": form, "link": link})


@personal_form
def company(request: HttpRequest) -> HttpResponse:
    """Let somebody who has an account bring a company in, or ask to work for one that is in."""
    form = CompanyForm(request.POST or None)
    if form.is_valid():
        _say_what_became(request, start_company(form.new(), by=request.user))
        return redirect("start")
    return render(request, "web/join_company.html", {"form": form})


@personal_form
def student(request: HttpRequest) -> HttpResponse:
    """Let somebody who has an account, but no profile, make one."""
    form = StudentForm(request.POST or None)
    if form.is_valid():
        try:
            start_student(form.new(), by=request.user)
        except HasProfile:
            messages.info(request, _("You have a profile already."))
        return redirect(_first_page(request.user))
    return render(request, "web/join_student.html", {"form": form})


def _first_page(user: User) -> str:
    """Give the start page; who is too young to decide alone names a parent or guardian first."""
    own = Student.objects.filter(user=user).first()
    if own is not None and needs_guardian(own.birth_date):
        return reverse("guardians-of", args=[own.uuid])
    return reverse("start")


@transaction.atomic
def _let_in(request: HttpRequest, link: Invitation, form: Any) -> User:
    told = form.cleaned_data
    name = told.get("name") or told["first_name"]
    user = open_by_link(link, name=name, password=told["password"], language=get_language())
    if link.starts_as == COMPANY:
        transaction.on_commit(partial(_say_what_became, request, start_company(form.new(), by=user)))
    else:
        start_student(form.new(), by=user)
    return user


def _say_what_became(request: HttpRequest, became: Membership | MembershipRequest) -> None:
    if isinstance(became, MembershipRequest):
        messages.info(request, _("This company is known here. Who decides about it gets your request."))
    else:
        messages.success(request, _("Your company is registered. The region office looks at it now."))
