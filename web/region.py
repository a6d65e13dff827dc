"""What the region office sees: its promises, what is offered, and which companies wait; no students."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from monitoring.accesses import accesses_by_quarter, quarters_of
from monitoring.quarters import Quarter
from placements.models import Report
from profiles.access import may_verify_companies
from profiles.models import Company, Membership, MembershipRequest
from profiles.verifying import refuse, verify
from reference.models import Sector
from vacancies.models import Vacancy
from web.forms.team import RefuseForm
from web.personal import personal, personal_act, personal_form
from web.promises import Promises
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
    """Show how the region stands by its promises, and what is offered by sector and kind."""
    _only_the_office(request)
    vacancies = Vacancy.objects.visible_to(request.user).open()
    told = {
        "offered": offered(vacancies),
        "companies": participation(request, vacancies),
        "promises": Promises.of(Quarter.last_complete()),
        "quarters": quarters_of(accesses_by_quarter()),
        "reports": Report.objects.handled_for(request.user).lasting().count(),
    }
    return render(request, "web/region.html", told)


@personal
def unverified_companies(request: HttpRequest) -> HttpResponse:
    """List the companies that nobody verified yet, each with who acts for it, and who asks for one.

    A register number anybody can copy: whether somebody belongs to the company shows only from who it is.
    """
    _only_the_office(request)
    held = Membership.objects.current().select_related("user").order_by("pk")
    waiting = Company.objects.visible_to(request.user).unverified().select_related("sector")
    waiting = waiting.annotate(offered=Count("vacancies")).order_by("name", "pk")
    waiting = waiting.prefetch_related(Prefetch("memberships", held, to_attr="people"))
    asked = MembershipRequest.objects.answered_by(request.user).open().select_related("user", "company")
    told = {
        "page": Paginator(waiting, PER_PAGE).get_page(request.GET.get("page")),
        "requests": asked.order_by("asked_at", "pk"),
    }
    return render(request, "web/unverified_companies.html", told)


@personal_act
def verify_company(request: HttpRequest, company: UUID) -> HttpResponse:
    """Verify a company; it reads so in a mail."""
    _only_the_office(request)
    found = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    verify(found, by=request.user)
    messages.success(request, _("%(name)s is verified.") % {"name": found.name})
    return redirect("unverified-companies")


@personal_form
def refuse_company(request: HttpRequest, company: UUID) -> HttpResponse:
    """Ask why a company is refused, and refuse it; it reads the reason in a mail."""
    _only_the_office(request)
    found = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    form = RefuseForm(request.POST or None)
    if form.is_valid():
        refuse(found, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, _("%(name)s is refused.") % {"name": found.name})
        return redirect("unverified-companies")
    return render(request, "web/refuse_company.html", {"form": form, "company": found})


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
