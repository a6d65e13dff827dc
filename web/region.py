"""What the region office sees: how much is offered, and which companies wait to be verified; no students."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.access import may_verify_companies
from profiles.models import Company
from reference.models import Sector
from vacancies.models import Vacancy
from web.personal import personal
from web.tables import CountTable, count_table

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Participation:
    """How many companies take part, and how many of them offer something today."""

    verified: int
    unverified: int
    offering: int


@personal
def overview(request: HttpRequest) -> HttpResponse:
    """Count what is offered in the region by sector and kind."""
    _only_the_office(request)
    vacancies = Vacancy.objects.visible_to(request.user).open()
    told = {"offered": offered(vacancies), "companies": participation(request, vacancies)}
    return render(request, "web/region.html", told)


@personal
def unverified_companies(request: HttpRequest) -> HttpResponse:
    """List the companies that nobody verified yet."""
    _only_the_office(request)
    waiting = Company.objects.visible_to(request.user).unverified().select_related("sector")
    waiting = waiting.annotate(offered=Count("vacancies")).order_by("name", "pk")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/unverified_companies.html", {"page": page})


def offered(vacancies: QuerySet[Vacancy]) -> CountTable:
    """Count vacancies by sector and kind; an unknown sector is a row of its own."""
    names = {sector.pk: str(sector) for sector in Sector.objects.all()}
    counted = vacancies.order_by().values_list("sector", "kind").annotate(Count("pk"))
    counts = Counter({(names.get(sector), kind): number for sector, kind, number in counted})
    return count_table(counts, columns=[(kind.value, kind.label) for kind in Vacancy.Kind])


def participation(request: HttpRequest, vacancies: QuerySet[Vacancy]) -> Participation:
    """Count the companies that this person may see."""
    seen = Company.objects.visible_to(request.user)
    offering = vacancies.order_by().values("company").distinct().count()
    return Participation(seen.verified().count(), seen.unverified().count(), offering)


def _only_the_office(request: HttpRequest) -> None:
    if not may_verify_companies(request.user):
        raise Http404
