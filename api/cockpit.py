"""How far the students of a school are, in numbers: the class table, the funnel and the cockpit."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Named, Reading
from api.filtering import read_school_year
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.cockpit import cockpit_of
from monitoring.funnel import Step, funnel
from monitoring.indicators import Indicator
from monitoring.progress import SchoolYear
from monitoring.progress import read_school_year as read_progress
from monitoring.stages import class_table, totals
from profiles.enrolling import school_year_of
from profiles.models import School
from reference.levels import Level

YEAR = OpenApiParameter(
    "schoolYear", int, description="The calendar year in which it begins; this one when not given."
)


class StagesSerializer(Reading):
    """Numbers of students; all but ``size`` exclude each other, and add up to it."""

    size = serializers.IntegerField(help_text="Students, and pupils without a profile.")
    noProfile = serializers.IntegerField(source="counts.no_profile")
    noApplication = serializers.IntegerField(source="counts.no_application")
    noPlace = serializers.IntegerField(source="counts.no_place")
    agreementPending = serializers.IntegerField(source="counts.agreement_pending")
    signed = serializers.IntegerField(source="counts.signed", help_text="Signed, waiting to start.")
    started = serializers.IntegerField(source="counts.started")
    over = serializers.IntegerField(source="counts.over", help_text="Finished or broken off.")


class ProgrammeName(Reading):
    code = serializers.CharField()
    name = serializers.CharField()


class ClassRowSerializer(StagesSerializer):
    id = serializers.UUIDField(source="group.uuid")
    name = serializers.CharField(source="group.name")
    programme = ProgrammeName(source="group.programme", allow_null=True)
    level = serializers.ChoiceField(source="group.level", choices=Level.choices, allow_null=True)


class ClassTableSerializer(Reading):
    school = Named()
    schoolYear = serializers.IntegerField()
    total = StagesSerializer()
    rows = ClassRowSerializer(many=True)


class RungSerializer(Reading):
    step = serializers.ChoiceField(choices=Step.choices)
    stuck = serializers.IntegerField(help_text="Who got no further than this; all rows add up to the size.")
    reached = serializers.IntegerField(help_text="Who got at least as far.")


class FunnelSerializer(Reading):
    school = Named()
    schoolYear = serializers.IntegerField()
    size = serializers.IntegerField(help_text="Students, and pupils without a profile.")
    rows = RungSerializer(many=True)


class MonthSerializer(Reading):
    month = serializers.SerializerMethodField(help_text="Such as 2026-08.")
    placements = serializers.IntegerField(help_text="Placements that started.")
    yearBefore = serializers.IntegerField(source="year_before")

    def get_month(self, row: Any) -> str:
        return f"{row.first:%Y-%m}"


class MeasuredSerializer(Reading):
    indicator = serializers.ChoiceField(choices=Indicator.choices)
    name = serializers.CharField(source="indicator.label")
    value = serializers.FloatField(source="value.shown", allow_null=True)
    of = serializers.IntegerField(
        source="value.of", allow_null=True, help_text="The whole that a percentage is of."
    )
    target = serializers.IntegerField(allow_null=True, help_text="The school's own; null without one.")
    asAt = serializers.DateField(source="as_at", help_text="The day on which it was measured.")


class CockpitSerializer(Reading):
    school = Named()
    schoolYear = serializers.IntegerField()
    total = StagesSerializer()
    classes = ClassRowSerializer(many=True)
    funnel = RungSerializer(many=True)
    months = MonthSerializer(many=True)
    indicators = MeasuredSerializer(many=True)


class OfSchool(Tabular, Resource):
    """What is counted of one's own school."""

    queryset = School.objects.none()

    def get_queryset(self) -> QuerySet[School]:
        return School.objects.coordinated_by(self.request.user)

    def named(self, school: School, year: int) -> dict[str, Any]:
        """Say whose numbers these are."""
        return {"school": school, "schoolYear": year}


@extend_schema(tags=["cockpit"])
class SchoolCounts(OfSchool):
    """Exact, and as things are now."""

    serializer_class = ClassTableSerializer
    tables = frozenset({"class_table", "funnel"})
    parameters = {
        "class_table": frozenset({"schoolYear"}),
        "funnel": frozenset({"schoolYear", "class", "programme"}),
        "cockpit": frozenset({"schoolYear"}),
    }

    @extend_schema(parameters=[YEAR], responses=described_as(ClassTableSerializer))
    def class_table(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Count per class who has nothing yet, a place, an agreement, or is at work or done."""
        school, year = self.get_object(), _year(request)
        rows = class_table(read_progress(school, year))
        told = self.named(school, year) | {"total": _total(rows), "rows": rows}
        return Response(ClassTableSerializer(told).data)

    @extend_schema(
        parameters=[
            YEAR,
            OpenApiParameter("class", str, description="The id of one class of that school year."),
            OpenApiParameter("programme", str, description="The code of a programme."),
        ],
        responses=described_as(FunnelSerializer),
    )
    def funnel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Count how far the students got: profile, contact, talk, place, agreement, started."""
        school, year = self.get_object(), _year(request)
        told = narrowed(read_progress(school, year), request)
        answer = self.named(school, year) | {"size": told.size, "rows": funnel(told)}
        return Response(FunnelSerializer(answer).data)

    @extend_schema(parameters=[YEAR], responses=CockpitSerializer)
    def cockpit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show a school how it stands: funnel, classes, and placements per month beside last year's."""
        school, year = self.get_object(), _year(request)
        cockpit = cockpit_of(school, year)
        told = self.named(school, year) | {"total": _total(cockpit.classes), "classes": cockpit.classes}
        told |= {"funnel": cockpit.funnel, "months": cockpit.months}
        told["indicators"] = cockpit.standings
        return Response(CockpitSerializer(told).data)


def narrowed(told: SchoolYear, request: Request) -> SchoolYear:
    """Keep the class and the programme that are asked for; raises ValidationError for an unknown class."""
    groups, asked = told.groups, request.query_params
    if "class" in asked:
        groups = tuple(group for group in groups if str(group.uuid) == asked["class"].lower())
        if not groups:
            text = _("There is no such class of this school in this school year.")
            raise ValidationError({"class": [text]})
    if "programme" in asked:
        groups = tuple(
            each for each in groups if each.programme and each.programme.code == asked["programme"]
        )
    return told.of(groups)


def _total(rows: list[Any]) -> dict[str, Any]:
    counts = totals(rows)
    return {"size": sum(counts.values()), "counts": counts}


def _year(request: Request) -> int:
    return read_school_year(request, school_year_of(timezone.localdate()))
