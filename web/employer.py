"""What a company sees: its own vacancies, and what waits for an answer."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, Prefetch, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles import access_log
from profiles.models import Company, User
from reference.models import Skill
from vacancies.models import Vacancy, VacancySkill
from web.application_rows import own_applications, rows_for
from web.personal import personal

PER_PAGE = 20
MOST_WAITING = 6
MUSTS_FIRST = Case(*(When(weight=weight, then=place) for place, weight in enumerate(VacancySkill.Weight)))


@personal
def start(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, and the company's vacancies, whatever their status, newest first."""
    own = own_vacancies(request.user)
    own_companies = Company.objects.visible_to(request.user).filter(pk__in=request.user.company_ids)
    waiting = own_applications(request.user).waiting().order_by("waits_for", "answer_by", "pk")[:MOST_WAITING]
    access_log.about(request, [each.student for each in waiting])
    statuses = dict(own.order_by().values_list("status").annotate(Count("pk")))
    told = {
        "companies": own_companies,
        "statuses": [(status, statuses[status]) for status in Vacancy.Status if status in statuses],
        "waiting": rows_for(waiting, request.user),
        "page": Paginator(with_facts(own), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/employer.html", told)


def own_vacancies(user: User) -> QuerySet[Vacancy]:
    """Keep what this user's companies offer."""
    return Vacancy.objects.visible_to(user).filter(company__in=user.company_ids)


def with_facts(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Read along what pages show of a vacancy: where it is and which skills it asks, musts first."""
    asked = Prefetch("skills", VacancySkill.objects.order_by(MUSTS_FIRST, "pk"))
    named = Prefetch("skills__skill", Skill.objects.with_name())
    related = ("company", "sector", "establishment__place__municipality")
    return vacancies.select_related(*related).prefetch_related(asked, named)
