"""What the region office and the platform do about reports: the queue, one report, taking vacancies down."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from placements import handling
from placements.models import Report
from placements.refusals import TEXTS
from placements.report_notices import what
from profiles import access_log
from vacancies.models import Vacancy
from vacancies.taking_down import allow, take_down
from web.forms.report import CloseForm, TakeDownForm
from web.personal import personal, personal_act, personal_form

PER_PAGE = 20


@personal
def queue(request: HttpRequest) -> HttpResponse:
    """List what one handles: what waits, the oldest first, or what is closed."""
    rows = Report.objects.handled_for(request.user).select_related("company", "vacancy")
    is_closed = request.GET.get("show") == "closed"
    shown = (
        rows.filter(state=Report.State.CLOSED) if is_closed else rows.lasting().order_by("reported_at", "pk")
    )
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    told = {"page": page, "rows": [(each, what(each)) for each in page], "is_closed": is_closed}
    return render(request, "web/reports.html", told)


@personal
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Show a report and what one can do about it; the platform also sees about whom and by whom."""
    return _show(request, _find(request, report), CloseForm())


@personal_act
def take_up(request: HttpRequest, report: UUID) -> HttpResponse:
    """Say that one looks into a report."""
    found = _find(request, report)
    try:
        handling.take_up(found, by=request.user)
    except handling.ReportMovedOn as error:
        messages.error(request, TEXTS[type(error)])
    return redirect("report", found.uuid)


@personal_act
def close(request: HttpRequest, report: UUID) -> HttpResponse:
    """Close a report that was taken up."""
    found, form = _find(request, report), CloseForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        handling.close(found, **form.cleaned_data, by=request.user)
    except handling.ReportMovedOn as error:
        messages.error(request, TEXTS[type(error)])
        return redirect("report", found.uuid)
    messages.success(request, _("The report is closed."))
    return redirect("reports")


@personal_form
def take_down_vacancy(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Ask why a vacancy is taken down, and take it down; its company reads the reason."""
    found, form = _find_vacancy(request, vacancy), TakeDownForm(request.POST or None)
    if not form.is_valid():
        return render(request, "web/take_down_vacancy.html", {"form": form, "vacancy": found})
    take_down(found, because=form.cleaned_data["because"], by=request.user)
    messages.success(request, _("%(title)s is taken down.") % {"title": found.title})
    return redirect("vacancy", found.uuid)


@personal_act
def allow_vacancy(request: HttpRequest, vacancy: UUID) -> HttpResponse:
    """Let a company open a vacancy again that was taken down."""
    found = _find_vacancy(request, vacancy)
    allow(found, by=request.user)
    messages.success(request, _("The company may open %(title)s again.") % {"title": found.title})
    return redirect("vacancy", found.uuid)


def _show(request: HttpRequest, report: Report, form: CloseForm) -> HttpResponse:
    reporter = report.reporter if request.user.is_platform_admin else None
    if request.user.is_platform_admin:
        named = (report.student, getattr(reporter, "student", None))
        access_log.about(request, [each for each in named if each])
    told = {"report": report, "what": what(report), "reporter": reporter, "form": form}
    return render(request, "web/report.html", told)


def _find(request: HttpRequest, uuid: UUID) -> Report:
    rows = Report.objects.handled_for(request.user)
    related = ("company", "vacancy", "student", "reporter__student", "handled_by")
    return get_object_or_404(rows.select_related(*related), uuid=uuid)


def _find_vacancy(request: HttpRequest, uuid: UUID) -> Vacancy:
    rows = Vacancy.objects.visible_to(request.user).select_related("company")
    return get_object_or_404(rows, uuid=uuid)
