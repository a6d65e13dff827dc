"""The vacancies for one student, as cards: those that suit, best first, and those that do not and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from matching.rendering import render as in_words
from matching.rendering import render_failure
from placements import recommending
from placements.access import may_propose
from placements.recommending import Ranked
from profiles.ages import needs_guardian
from profiles.models import Student, StudentGroup, User
from reference.languages import reading
from vacancies.models import Vacancy
from web.addresses import vacancy_address
from web.application_rows import applications_of
from web.cards import Card, kilometres, make_card
from web.comparison import Line, condition_lines, skill_lines
from web.employer import with_facts
from web.paging import asked_page

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Best:
    """The first cards, and how many vacancies fit in all."""

    cards: list[Card]
    count: int


@dataclass(frozen=True, slots=True)
class Fitting:
    """A vacancy that fits, and where its page is."""

    card: Card
    address: str


@dataclass(frozen=True, slots=True)
class NotFitting:
    """A vacancy that does not fit, where its page is, and why."""

    vacancy: Vacancy
    address: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """One student beside one vacancy, line by line."""

    student: Student
    is_own: bool
    card: Card
    failures: list[str]
    lines: list[Line]
    sentences: list[str]


def best_cards(student: Student, *, by: User, top: int) -> Best:
    """Give the first matches of a student; what is shown of a vacancy is what the reader may see."""
    ranked = recommending.posts_for(student, top=top)
    return Best(_cards(ranked, by), ranked.eligible_count)


def matches_page(request: HttpRequest, student: Student, group: StudentGroup | None = None) -> HttpResponse:
    """Show a page of what fits a student, or with ``?show=excluded`` of what does not and why."""
    excluded = request.GET.get("show") == "excluded"
    page, entries = (_excluded_page if excluded else _fitting_page)(request, student)
    applications = [] if is_own(request.user, student) else applications_of(student, request.user)
    told = {
        "student": student,
        "is_own": is_own(request.user, student),
        "is_young": needs_guardian(student.birth_date),
        "group": group,
        "excluded": excluded,
        "page": page,
        "entries": entries,
        "applications": applications,
        "proposes": may_propose(request.user, student),
        "lasting": {row.application.vacancy_id for row in applications if row.is_lasting},
    }
    return render(request, "web/matches.html", told)


def fit(student: Student, vacancy: Vacancy, *, by: User) -> Fit:
    """Compare a student with a vacancy; also when the rules keep the two apart."""
    explained = recommending.explain(student, vacancy)
    item = explained.items[0]
    failures = recommending.why_not(student, vacancy)
    failed = {failure.rule for failure in failures}
    km = kilometres(item.reasons)
    return Fit(
        student=student,
        is_own=is_own(by, student),
        card=make_card(vacancy, item.parts, item.reasons, explained.label),
        failures=[render_failure(failure, reading()) for failure in failures],
        lines=skill_lines(item.reasons, explained.label) + condition_lines(student, vacancy, failed, km),
        sentences=[in_words(row, reading(), explained.label) for row in item.reasons],
    )


def is_own(user: User, student: Student) -> bool:
    """Tell whether somebody reads about himself or herself."""
    return student.user_id == user.pk


def _fitting_page(request: HttpRequest, student: Student) -> tuple[Page, list[Fitting]]:
    page, ranked = asked_page(
        request,
        PER_PAGE,
        lambda offset: recommending.posts_for(student, top=PER_PAGE, offset=offset),
        lambda ranked: ranked.eligible_count,
    )
    cards = _cards(ranked, request.user)
    return page, [Fitting(card, vacancy_address(request.user, student, card.vacancy)) for card in cards]


def _excluded_page(request: HttpRequest, student: Student) -> tuple[Page, list[NotFitting]]:
    page, excluded = asked_page(
        request,
        PER_PAGE,
        lambda offset: recommending.excluded_posts_for(student, top=PER_PAGE, offset=offset),
        lambda excluded: excluded.count,
    )
    shown = _shown((item.vacancy for item in excluded.items), request.user)
    return page, [
        NotFitting(
            shown[item.vacancy],
            vacancy_address(request.user, student, shown[item.vacancy]),
            [render_failure(failure, reading()) for failure in item.failures],
        )
        for item in excluded.items
        if item.vacancy in shown
    ]


def _cards(ranked: Ranked, user: User) -> list[Card]:
    shown = _shown((item.vacancy for item in ranked.items), user)
    return [
        make_card(shown[item.vacancy], item.parts, item.reasons, ranked.label)
        for item in ranked.items
        if item.vacancy in shown
    ]


def _shown(uuids: Iterable[str], user: User) -> dict[str, Vacancy]:
    """Read vacancies by uuid as text, as far as the reader may see them."""
    visible = with_facts(Vacancy.objects.visible_to(user)).filter(uuid__in=list(uuids))
    return {str(vacancy.uuid): vacancy for vacancy in visible}
