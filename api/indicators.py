"""What the region promised itself: how it stands, and by what."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.counting_asked import WHEN, WHOSE, Asked, read_asked
from api.fields import Named, Reading
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.breakdowns import NotBrokenDown, breakdown
from monitoring.indicators import Indicator, Scope, Unit
from monitoring.models import Measurement
from monitoring.standing import Standing, indicators_at

NUMBER = "A number, or of a percentage the percents; null when unknown or too few to tell."
AT = frozenset({"school", "schoolYear", "quarter"})


class Figure(serializers.FloatField):
    """A whole number stays one."""

    def to_representation(self, value: Any) -> float | int:
        return value


class StandingSerializer(Reading):
    indicator = serializers.ChoiceField(choices=Indicator.choices)
    name = serializers.CharField(source="indicator.label")
    unit = serializers.ChoiceField(source="indicator.unit", choices=Unit.choices)
    target = serializers.IntegerField(allow_null=True, help_text="Null in a year without one.")
    value = Figure(source="told.value", allow_null=True, help_text=NUMBER)
    base = serializers.IntegerField(
        source="told.base", allow_null=True, help_text="Of a percentage: of how many answers."
    )
    hidden = serializers.BooleanField(source="told.hidden", help_text="About too few people to tell.")
    percentOfTarget = Figure(source="percent_of_target", allow_null=True)
    sameDayLastYear = Figure(source="same_day_last_year.value", allow_null=True, help_text=NUMBER)
    lastYear = Figure(source="last_year.value", allow_null=True, help_text="At the end of last school year.")
    asAt = serializers.DateField(source="as_at", help_text="Counted until and including this day.")


class HeadSerializer(Reading):
    school = Named(allow_null=True, help_text="Null for the region.")
    schoolYear = serializers.IntegerField()
    asAt = serializers.DateField(help_text="Counted until and including this day.")
    published = serializers.BooleanField(
        help_text="As measured at the end of a quarter, small numbers of people hidden; else exact."
    )


class IndicatorsSerializer(HeadSerializer):
    note = serializers.CharField(help_text="What one should know of these figures; mostly empty.")
    rows = StandingSerializer(many=True)


class PartSerializer(Reading):
    key = serializers.CharField(help_text="An id or code; “unknown” for what is not known.")
    name = serializers.CharField()
    value = Figure(source="told.value", allow_null=True, help_text=NUMBER)
    base = serializers.IntegerField(source="told.base", allow_null=True)
    hidden = serializers.BooleanField(source="told.hidden")


class BreakdownSerializer(HeadSerializer):
    indicator = serializers.ChoiceField(choices=Indicator.choices)
    name = serializers.CharField()
    unit = serializers.ChoiceField(choices=Unit.choices)
    by = serializers.ChoiceField(choices=Scope.choices)
    rows = PartSerializer(many=True)


@extend_schema(tags=["indicators"])
class Indicators(Tabular, Resource):
    """Of the region for its office and the platform; of the own school, exact and live, for a coordinator."""

    queryset = Measurement.objects.none()
    serializer_class = IndicatorsSerializer
    tables = frozenset({"read", "breakdown"})
    parameters = {"read": AT, "breakdown": AT | {"by"}}

    @extend_schema(parameters=[*WHEN, WHOSE], responses=described_as(IndicatorsSerializer))
    def read(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show every indicator beside its target, the same day last year, and the end of last year."""
        asked = read_asked(request)
        rows = indicators_at(asked.day, year=asked.year, school=asked.school, published=asked.published)
        told = asked.head() | {"rows": rows, "note": _note(asked, rows)}
        return Response(IndicatorsSerializer(told).data)

    @extend_schema(
        parameters=[
            *WHEN,
            WHOSE,
            OpenApiParameter("by", str, enum=Scope.values, description="By school when not given."),
        ],
        responses=described_as(BreakdownSerializer),
    )
    def breakdown(self, request: Request, code: str, *args: Any, **kwargs: Any) -> Response:
        """Show one indicator by school, level, municipality and so on."""
        if code not in Indicator.values:
            raise Http404
        asked, by = read_asked(request), request.query_params.get("by", Scope.SCHOOL)
        try:
            rows = breakdown(
                code, by, asked.day, year=asked.year, school=asked.school, published=asked.published
            )  # fmt: skip
        except NotBrokenDown as error:
            known = ", ".join(error.allowed) or "–"
            raise ValidationError({"by": [_("Give one of: %(known)s.") % {"known": known}]}) from error
        indicator = Indicator(code)
        about = {"indicator": code, "name": indicator.label, "unit": indicator.unit, "by": by}
        return Response(BreakdownSerializer(asked.head() | about | {"rows": rows}).data)


def _note(asked: Asked, rows: list[Standing]) -> str:
    if asked.published and not any(row.told.value for row in rows):
        return _("Nothing yet: too little had happened by the end of that quarter.")
    if all(row.target is None for row in rows):
        year = {"year": f"{asked.year}–{asked.year + 1}"}
        return _("No targets were set for %(year)s.") % year
    return ""
