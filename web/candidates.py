"""The candidates of one's own vacancy: anonymous cards, one of them opened, and inviting."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from placements.access import may_see_cards
from placements.applying import invite as send
from placements.cards import Cards, NoCards, cards_for, find_student
from placements.opening import open_card
from placements.refusals import TEXTS
from profiles import access_log
from profiles.models import Student
from vacancies.models import Vacancy
from web.candidate_cards import tell
from web.days import write_day
from web.paging import asked_page
from web.personal import personal
from web.vacancy import find

PER_PAGE = 20


@personal
def candidates(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Show who suits one's own open vacancy, as cards without names."""
    own = own_vacancy(request, vacancy)
    try:
        page, cards = _paged(request, own)
    except NoCards:
        return render(request, "web/candidates.html", {"vacancy": own})
    access_log.about(request, cards.students, organisation=own.company)
    told = {"vacancy": own, "page": page, "cards": [tell(card) for card in cards.items]}
    return render(request, "web/candidates.html", told)


@personal
def candidate(request: HttpRequest, vacancy: UUID, pseudonym: UUID) -> HttpResponse:
    """Open one card; the student sees that the company did."""
    own = own_vacancy(request, vacancy)
    try:
        card = open_card(own, candidate_of(request, own, pseudonym), by=request.user)
    except NoCards:
        return redirect("candidates", own.uuid)
    return render(request, "web/candidate.html", {"vacancy": own, "told": tell(card)})


@require_POST
def invite(request: HttpRequest, vacancy: UUID, pseudonym: UUID) -> HttpResponse:
    """Invite somebody, and go back to the candidates."""
    own = own_vacancy(request, vacancy)
    try:
        application = send(candidate_of(request, own, pseudonym), own, by=request.user)
    except Student.DoesNotExist as error:
        raise Http404 from error
    except tuple(TEXTS) as error:
        messages.error(request, TEXTS[type(error)])
    else:
        text = _("The invitation is sent. The student can answer until %(day)s.")
        messages.success(request, text % {"day": write_day(application.answer_by)})
    return redirect("candidates", own.uuid)


def own_vacancy(request: HttpRequest, uuid: UUID) -> Vacancy:
    """Give one's own vacancy; another's may be seen, but no cards hang at it for us. Raises Http404."""
    vacancy = find(request, uuid)
    if not may_see_cards(request.user, vacancy):
        raise Http404
    return vacancy


def candidate_of(request: HttpRequest, vacancy: Vacancy, pseudonym: UUID) -> Student:
    """Give the student whom the vacancy's company calls so. Raises Http404, and `NoCards`."""
    try:
        student = find_student(vacancy, pseudonym)
    except Student.DoesNotExist as error:
        raise Http404 from error
    access_log.about(request, [student], organisation=vacancy.company)
    return student


def _paged(request: HttpRequest, vacancy: Vacancy) -> tuple[Page, Cards]:
    """Rank the page asked for, or the last one when there are not that many."""
    return asked_page(
        request,
        PER_PAGE,
        lambda offset: cards_for(vacancy, top=PER_PAGE, offset=offset),
        lambda cards: cards.count,
    )
