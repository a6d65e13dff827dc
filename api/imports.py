"""Lists brought in over HTTP: what the commands do, for whose list it is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Reading
from api.matches import read_flag
from api.resource import Resource, visible
from api.sheets import CSV, NothingWritten, SheetParser, refusal_of, sheet_of
from placements.brought import Brought, placements_of, recognitions, students_of, vacancies_of
from profiles import access, access_log
from profiles.enrolling import school_year_of
from profiles.models import Company, Recognition, School
from reference.headers import TableError
from reference.terminal import summarise

SCHOOL_YEARS = range(2000, 2101)
DRY_RUN = OpenApiParameter("dryRun", bool, description="Read and check everything, write nothing.")
GOOD_ROWS = OpenApiParameter("goodRows", bool, description="Write the good rows even when others are not.")
CLOSE_MISSING = OpenApiParameter(
    "closeMissing", bool, description="The list is whole: close what is not in it any more."
)
SCHOOL_YEAR = OpenApiParameter(
    "schoolYear", int, description="The year in which the school year began; the current one when not given."
)
ALWAYS = ("dryRun", "goodRows")


class RowSerializer(Reading):
    row = serializers.IntegerField(help_text="As a spreadsheet counts: the header is 1; 0 is the whole file.")
    column = serializers.CharField(help_text="By our name; empty where it is the whole row.")
    code = serializers.CharField()
    detail = serializers.CharField()
    suggestion = serializers.CharField(help_text="What was probably meant; empty when nothing comes near.")


class ReportSerializer(Reading):
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    skipped = serializers.IntegerField(help_text="Rows that were left out; why stands in errors.")
    written = serializers.BooleanField(help_text="False after a dry run.")
    errors = RowSerializer(many=True)
    warnings = RowSerializer(many=True)


def describe(*parameters: OpenApiParameter, tag: str) -> Any:
    """Describe an import in the API's document."""
    return extend_schema(
        tags=[tag],
        request={CSV: OpenApiTypes.BINARY},
        responses={200: ReportSerializer},
        parameters=[DRY_RUN, GOOD_ROWS, *parameters],
    )


class Import(Resource):
    """A list; subclasses give the route's own ``create``."""

    parser_classes = (SheetParser,)
    serializer_class = ReportSerializer
    parameters = {"create": frozenset(ALWAYS)}

    def check_body(self, request: Request) -> None:
        """Read the list; which columns it may have is the table's to say."""
        self.sheet = sheet_of(request)

    def bring(self, brought: Brought) -> Response:
        """Bring the list in and answer the report; a list of which nothing is kept is a problem.

        Of whom a school's list is stands in the access log, whatever came of it.
        """
        dry_run, good_rows = (read_flag(self.request, name) for name in ALWAYS)
        try:
            report = brought.bring(self.sheet, good_rows=good_rows, dry_run=dry_run)
        except TableError as refused:
            raise refusal_of(refused) from refused
        finally:
            if brought.school:
                access_log.about(self.request, brought.students(), organisation=brought.school)
        if not (report.written or dry_run):
            raise NothingWritten(summarise([report]), report.errors)
        return Response(ReportSerializer(report).data)


class SchoolImport(Import):
    """A list of a school, for its coordinators."""

    queryset = School.objects.none()

    def get_queryset(self) -> QuerySet[School]:
        return visible(School.objects.all(), self.request)

    def get_object(self) -> School:
        school = super().get_object()
        if not access.may_bring_for_school(self.request.user, school):
            raise PermissionDenied
        return school


class StudentImport(SchoolImport):
    parameters = {"create": frozenset({*ALWAYS, "schoolYear"})}

    @describe(SCHOOL_YEAR, tag="students")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring in students; the key is the student number, and repeating changes nothing."""
        return self.bring(students_of(self.get_object(), school_year=_school_year(request)))


class PlacementImport(SchoolImport):
    @describe(tag="placements")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring in past placements; they take no seat, and repeating changes nothing."""
        return self.bring(placements_of(self.get_object()))


class VacancyImport(Import):
    queryset = Company.objects.none()
    parameters = {"create": frozenset({*ALWAYS, "closeMissing"})}

    def get_queryset(self) -> QuerySet[Company]:
        return visible(Company.objects.all(), self.request)

    @describe(CLOSE_MISSING, tag="vacancies")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring in one's own vacancies; the key is the reference, and repeating changes nothing."""
        company = self.get_object()
        if not access.may_bring_for_company(request.user, company):
            raise PermissionDenied
        return self.bring(vacancies_of(company, close_missing=read_flag(request, "closeMissing")))


class RecognitionImport(Import):
    queryset = Recognition.objects.none()

    @describe(tag="companies")
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Bring in recognitions of training companies; what is not in the list stays as it is."""
        return self.bring(recognitions())


def _school_year(request: Request) -> int:
    text = request.query_params.get("schoolYear", "")
    if not text:
        return school_year_of(timezone.localdate())
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in SCHOOL_YEARS):
        years = {"first": SCHOOL_YEARS[0], "last": SCHOOL_YEARS[-1]}
        raise ValidationError({"schoolYear": [_("Give a year from %(first)d to %(last)d.") % years]})
    return int(text)
