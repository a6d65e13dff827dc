"""The front door, for anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vacancies.models import Vacancy


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show three doors and how much there is; these two counts are public, the rows are not."""
    vacancies = Vacancy.objects.open()
    counts = {
        "open_vacancies": vacancies.count(),
        "companies": vacancies.order_by().values("company").distinct().count(),
    }
    return render(request, "web/home.html", counts)
