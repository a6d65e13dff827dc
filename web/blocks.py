"""Blocking the other side: asked on a page of its own, listed, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from placements.access import Side, side_of
from placements.blocked import Blocked
from placements.blocking import asks_why, block_company, block_student
from placements.blocking import unblock as take_back
from placements.cards import NoCards
from placements.pseudonyms import pseudonym as pseudonym_of
from placements.refusals import TEXTS
from profiles import access_log
from profiles.models import Block, Company, Student
from reference.levels import Level
from web.applications import find as find_application
from web.candidate_cards import candidate_name
from web.candidates import candidate_of, own_vacancy
from web.forms.application import DeclineForm
from web.forms.described import Described
from web.personal import personal, personal_act, personal_form
from web.visibility import back_to

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A student whom one's company blocked, in words."""

    block: UUID
    name: str
    since: datetime
    company: str
    facts: tuple[str, ...]

    @classmethod
    def of(cls, block: Block) -> Self:
        seen = Blocked.of(block)
        level = str(Level(seen.level).label) if seen.level else ""
        return cls(
            block=block.uuid,
            name=seen.name or candidate_name(seen.pseudonym.hex),
            since=block.since,
            company=block.company.name,
            facts=tuple(fact for fact in (level, str(seen.field or "")) if fact),
        )


@personal
def blocked(request: HttpRequest) -> HttpResponse:
    """List whom one's company blocked, as it may know them today."""
    rows = Block.objects.visible_to(request.user).by_companies().with_both_sides()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    access_log.about(request, [each.student for each in page])
    return render(request, "web/blocks.html", {"page": page, "lines": [Line.of(each) for each in page]})


@personal_form
def company(request: HttpRequest, student: UUID, company: UUID) -> HttpResponse:
    """Ask a student, or a guardian, whether to block a company, and do so."""
    blocking = get_object_or_404(Student.objects.spoken_for_by(request.user), uuid=student)
    other = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    access_log.about(request, [blocking])
    if request.method != "POST":
        told = {"student": blocking, "company": other, "is_own": blocking.user_id == request.user.pk}
        return render(request, "web/block_company.html", told)
    block_company(blocking, other, by=request.user)
    text = _("%(company)s is blocked. It is not told.")
    messages.success(request, text % {"company": other.name})
    return back_to(request, blocking)


@personal_form
def candidate(request: HttpRequest, vacancy: UUID, pseudonym: UUID) -> HttpResponse:
    """Ask a company whether to block somebody whom it knows as a card, and do so."""
    own = own_vacancy(request, vacancy)
    try:
        student = candidate_of(request, own, pseudonym)
    except NoCards:
        return redirect("candidates", own.uuid)
    name = candidate_name(pseudonym.hex)
    return _ask(request, student, own.company, name, reverse("candidate", args=[own.uuid, pseudonym]))


@personal_form
def applicant(request: HttpRequest, application: UUID) -> HttpResponse:
    """Ask a company whether to block whoever is behind an application, and do so."""
    shown = find_application(request, application)
    if side_of(request.user, shown) is not Side.COMPANY:
        raise Http404
    student, own = shown.student, shown.vacancy.company
    called = candidate_name(pseudonym_of(own, student.uuid).hex)
    name = str(student) if shown.name_is_shown else called
    return _ask(request, student, own, name, reverse("application", args=[shown.uuid]))


@personal_act
def unblock(request: HttpRequest, block: UUID) -> HttpResponse:
    """Take a block of one's own side back, and go back to the list."""
    rows = Block.objects.visible_to(request.user).select_related("student", "company")
    shown = get_object_or_404(rows, uuid=block)
    access_log.about(request, [shown.student])
    try:
        take_back(shown, by=request.user)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    else:
        messages.success(request, _("The block is taken back. What it ended stays ended."))
    return redirect("blocks") if shown.side == Block.Side.COMPANY else back_to(request, shown.student)


def _ask(request: HttpRequest, student: Student, company: Company, name: str, back: str) -> HttpResponse:
    """Ask on a page, with the reason where something is declined by it."""
    asking: Callable[..., Described] = DeclineForm if asks_why(student, company) else Described
    form = asking(request.POST if request.method == "POST" else None)
    if request.method != "POST" or (form.fields and not form.is_valid()):
        told = {"form": form, "name": name, "company": company, "back": back}
        return render(request, "web/block_student.html", told)
    reason = form.cleaned_data["reason"] if form.fields else ""
    try:
        block_student(student, company, by=request.user, reason=reason)
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
        return redirect(back)
    messages.success(request, _("The student is blocked. Nobody is told."))
    return redirect("blocks")
