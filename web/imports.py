"""Bringing lists in: a file is read and checked, one looks at what it would do, and confirms.

Nothing of a file stays here in between: the page that shows what is in it carries it back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from placements import brought, history_list
from placements.brought import Brought
from profiles import access_log, recognising, student_list
from profiles.access import may_bring_for_company, may_bring_for_school
from profiles.models import Company, School
from reference.headers import Column, TableError
from reference.languages import reading
from reference.reporting import Report
from vacancies import vacancy_list
from web.forms.imports import CarriedForm, FileForm, carry
from web.personal import personal_form

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one kind of list: what it is called, its example, what it asks, where one came from."""

    title: str | Promise
    explained: str | Promise
    example: str
    columns: Sequence[Column]
    back: str
    back_name: str | Promise
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong or doubtful in a row, with the column as its heading is in the reader's language."""

    row: int
    column: str
    detail: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Told:
    """A report in words, with the first of its errors and warnings, and how many there are more."""

    report: Report
    errors: list[Found]
    warnings: list[Found]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.report.added or self.report.changed)

    @property
    def more_errors(self) -> int:
        return len(self.report.errors) - len(self.errors)

    @property
    def more_warnings(self) -> int:
        return len(self.report.warnings) - len(self.warnings)


@personal_form
def students(request: HttpRequest, school: UUID) -> HttpResponse:
    """Bring in the students of a school, with their classes."""
    of = _school(request, school)
    page = Page(
        _("Bring in students"),
        _("A student is known again by the number. Who is not in the list stays as it is."),
        "students",
        student_list.COLUMNS,
        asks=("school_year",),
        **_from_school(of),
    )
    return _answer(request, page, lambda **wishes: brought.students_of(of, **wishes))


@personal_form
def placements(request: HttpRequest, school: UUID) -> HttpResponse:
    """Bring in the placements that students of a school had."""
    of = _school(request, school)
    page = Page(
        _("Bring in past placements"),
        _("So that your school counts with last year. They take no place, and come of no application."),
        "placements",
        history_list.COLUMNS,
        **_from_school(of),
    )
    return _answer(request, page, lambda: brought.placements_of(of))


@personal_form
def vacancies(request: HttpRequest, company: UUID) -> HttpResponse:
    """Bring in the vacancies of one's verified company."""
    of = get_object_or_404(Company.objects.visible_to(request.user), uuid=company)
    if not may_bring_for_company(request.user, of):
        _refuse(request)
    page = Page(
        _("Bring in vacancies"),
        _("A vacancy is known again by its reference. New ones are open to students at once."),
        "own-vacancies",
        vacancy_list.COLUMNS,
        reverse("start"),
        of.name,
        asks=("close_missing",),
    )
    return _answer(request, page, lambda **wishes: brought.vacancies_of(of, **wishes))


@personal_form
def recognitions(request: HttpRequest) -> HttpResponse:
    """Bring in which training companies are recognised for what."""
    page = Page(
        _("Bring in recognitions"),
        _("What is not in the list stays as it is; a recognition ends by its last day."),
        "recognitions",
        recognising.COLUMNS,
        reverse("start"),
        _("Start"),
    )
    return _answer(request, page, brought.recognitions)


def _answer(request: HttpRequest, page: Page, list_of: Callable[..., Brought]) -> HttpResponse:
    if request.method != "POST":
        return _show(request, page, FileForm(asks=page.asks))
    if "carried" in request.POST:
        return _confirmed(request, page, list_of)
    form = FileForm(request.POST, request.FILES, asks=page.asks)
    if not form.is_valid():
        return _show(request, page, form)
    return _looked_at(request, page, form.cleaned_data["list"], form.wishes, list_of)


def _confirmed(request: HttpRequest, page: Page, list_of: Callable[..., Brought]) -> HttpResponse:
    """Bring in what was looked at; where something changed meanwhile, look again."""
    form = CarriedForm(request.POST, asks=page.asks)
    if not form.is_valid():
        return _show(request, page, FileForm({}, asks=page.asks))
    text, good_rows = form.cleaned_data["carried"], form.cleaned_data["good_rows"]
    report = _run(request, list_of(**form.wishes), text, good_rows=good_rows)
    if not report.written:
        return _looked_at(request, page, text, form.wishes, list_of)
    return _show(request, page, None, report=report)


def _looked_at(
    request: HttpRequest, page: Page, text: bytes, wishes: dict[str, Any], list_of: Callable[..., Brought]
) -> HttpResponse:
    """Show what a list would do, and carry it along to be confirmed."""
    report = _run(request, list_of(**wishes), text, dry_run=True)
    carried = CarriedForm(initial={"carried": carry(text), **wishes}, asks=page.asks)
    return _show(request, page, FileForm(initial=wishes, asks=page.asks), report=report, carried=carried)


def _run(
    request: HttpRequest, sheet: Brought, text: bytes, *, good_rows: bool = False, dry_run: bool = False
) -> Report:
    """Run a list, and note of whom it is in the access log, whatever came of it."""
    try:
        return sheet.bring(text, good_rows=good_rows, dry_run=dry_run)
    except TableError as refused:
        return Report(refused=True, errors=refused.errors)
    finally:
        if sheet.school:
            access_log.about(request, sheet.students(), organisation=sheet.school)


def _show(
    request: HttpRequest,
    page: Page,
    form: FileForm | None,
    *,
    report: Report | None = None,
    carried: CarriedForm | None = None,
) -> HttpResponse:
    told = {
        "page": page,
        "form": form,
        "columns": [(_heading(column), column.required) for column in page.columns],
        "told": report and _told(report, page.columns),
        "carried": carried,
        "example": f"web/examples/{page.example}.csv",
    }
    return render(request, "web/import.html", told)


def _told(report: Report, columns: Sequence[Column]) -> Told:
    headings = {column.name: _heading(column) for column in columns}
    errors, warnings = (
        [
            Found(each.row, headings.get(each.column, each.column), each.detail, each.suggestion)
            for each in found[:MOST_SHOWN]
        ]
        for found in (report.errors, report.warnings)
    )
    return Told(report, errors, warnings)


def _heading(column: Column) -> str:
    """Give the heading of a column in the reader's language."""
    heading = column.aliases[0] if reading() == "nl" else column.name
    return heading.replace("_", " ")


def _school(request: HttpRequest, uuid: UUID) -> School:
    """Give a school for which one may bring lists."""
    school = get_object_or_404(School.objects.visible_to(request.user), uuid=uuid)
    if not may_bring_for_school(request.user, school):
        _refuse(request)
    return school


def _refuse(request: HttpRequest) -> NoReturn:
    """Say to who may see an organisation, and bring nothing for it, what its other pages say."""
    raise PermissionDenied if request.method == "POST" else Http404


def _from_school(school: School) -> dict[str, str]:
    return {"back": reverse("school", args=[school.uuid]), "back_name": school.name}
