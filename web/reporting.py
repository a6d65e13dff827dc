"""Reporting a company, a vacancy or the other side of an application, and seeing what one reported."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from placements import reporting
from placements.access import reporting_side, reporting_side_in
from placements.models import Report
from placements.report_notices import RESULTS, result_of, what
from profiles.models import Company
from web.applications import find as find_application
from web.forms.report import OtherSideForm, ReportForm
from web.personal import personal, personal_form
from web.vacancy import find as find_vacancy

PER_PAGE = 20
Made = tuple[Report, bool]


@personal_form
def company(request: HttpRequest, company: UUID) -> HttpResponse:
    """Ask what is wrong with a company, and report it to the region office."""
    found = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    _refuse(request, reporting_side(request.user, found))
    form = ReportForm(request.POST or None)
    told = {"heading": _("Report this company"), "what": found.name, "back": reverse("start")}
    return _asked(request, form, told, lambda: reporting.report_company(found, form.claim, by=request.user))


@personal_form
def vacancy(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Ask what is wrong with a vacancy, and report it to the region office."""
    found = find_vacancy(request, vacancy)
    _refuse(request, reporting_side(request.user, found.company))
    form = ReportForm(request.POST or None)
    told = {
        "heading": _("Report this vacancy"),
        "what": f"{found.title}, {found.company.name}",
        "back": reverse("vacancy", args=[found.uuid]),
    }
    return _asked(request, form, told, lambda: reporting.report_vacancy(found, form.claim, by=request.user))


@personal_form
def application(request: HttpRequest, application: UUID) -> HttpResponse:
    """Ask what is wrong with the other side of an application or a message, and report it to the platform."""
    found = find_application(request, application)
    _refuse(request, reporting_side_in(request.user, found))
    written = reporting.reportable(found, by=request.user)
    asked = request.GET.get("message")
    form = OtherSideForm(request.POST or None, messages=written, initial={"message": asked})
    about = next((each for each in written if str(each.uuid) == asked), None)
    told = {
        "heading": _("Report this message") if about else _("Report somebody"),
        "what": f"{found.vacancy.title}, {found.vacancy.company.name}",
        "quoted": about.text if about else "",
        "back": reverse("application", args=[found.uuid]),
    }

    def report() -> Made:
        message = form.cleaned_data["message"]
        return reporting.report_other_side(found, form.claim, message=message, by=request.user)

    return _asked(request, form, told, report)


@personal
def my_reports(request: HttpRequest) -> HttpResponse:
    """List what one reported and how it stands, the last first."""
    own = Report.objects.filter(reporter=request.user).select_related("company", "vacancy")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    told = [(each, what(each), _result(each)) for each in page]
    return render(request, "web/my_reports.html", {"page": page, "told": told})


def _result(report: Report) -> str:
    return RESULTS[result_of(report)] if report.state == Report.State.CLOSED else ""


def _refuse(request: HttpRequest, side: Report.Side | None) -> None:
    """Hide the form from who has no part in this, and from the people of the company itself."""
    if side is None:
        raise PermissionDenied if request.method == "POST" else Http404


def _asked(
    request: HttpRequest, form: ReportForm, told: dict[str, str], report: Callable[[], Made]
) -> HttpResponse:
    if not form.is_valid():
        return render(request, "web/report_form.html", {"form": form, **told})
    _report, is_new = report()
    if is_new:
        messages.success(request, _("Thank you. Somebody looks into it."))
    else:
        messages.info(request, _("You reported this already. Somebody looks into it."))
    return redirect("my-reports")
