"""The page of a vacancy: its facts, and for a student what is asked beside what there is."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from placements.access import may_see_cards, reporting_side
from profiles.models import User
from vacancies.access import may_edit_vacancy, may_take_down
from vacancies.models import Vacancy
from web.application_rows import Row, own_applications, rows_for
from web.block_links import company_block_link
from web.employer import with_facts
from web.facts import facts
from web.matches import Fit, fit
from web.personal import personal
from web.roles import is_student
from web.student import own_profile


@dataclass(frozen=True, slots=True)
class Back:
    """Where one came from."""

    address: str
    name: str


@personal
def page(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Show a vacancy that one may see; a student also compares and applies, its company finds candidates."""
    shown = find(request, vacancy)
    if is_student(request.user):
        back = Back(reverse("matches"), _("Matches"))
        student = own_profile(request)
        told = {
            "own": _own_row(request.user, shown),
            "may_apply": shown.is_open,
            "block_link": company_block_link(student, shown.company, request.user),
        }
        return show(request, shown, fit(student, shown, by=request.user), back, **told)
    back = Back(reverse("start"), _("Start"))
    has_cards = shown.is_open and may_see_cards(request.user, shown)
    arranges = may_edit_vacancy(request.user, shown)
    return show(request, shown, None, back, has_cards=has_cards, arranges=arranges)


def find(request: HttpRequest, vacancy: UUID) -> Vacancy:
    """Read a vacancy with what the page shows of it. Raises Http404 when it may not be seen."""
    return get_object_or_404(with_facts(Vacancy.objects.visible_to(request.user)), uuid=vacancy)


def show(
    request: HttpRequest, vacancy: Vacancy, match: Fit | None, back: Back, **more: object
) -> HttpResponse:
    """Show a vacancy, with the match of one student when given, and what one may do with it."""
    told = {
        "vacancy": vacancy,
        "facts": facts(vacancy),
        "match": match,
        "back": back,
        "may_report": reporting_side(request.user, vacancy.company) is not None,
        "may_take_down": may_take_down(request.user),
    }
    return render(request, "web/vacancy.html", told | more)


def _own_row(user: User, vacancy: Vacancy) -> Row | None:
    """Give one's open application for a vacancy, if there is one."""
    lasting = own_applications(user).filter(vacancy=vacancy, student__user=user).lasting()
    return next(iter(rows_for(lasting, user)), None)
