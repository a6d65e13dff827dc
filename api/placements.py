"""Placements, counted."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Reading
from api.filtering import DayFilter, WordFilter, YearFilter
from api.permissions import SeesCounts
from api.resource import Resource, visible
from monitoring.counting import Dimension, count_placements
from placements.models import Placement
from reference.levels import Level
from vacancies.models import Vacancy

MOST_DIMENSIONS = 3


class PlacementFilter(filters.FilterSet):
    school = filters.UUIDFilter(field_name="school__uuid")
    programme = WordFilter(field_name="programme__code")
    level = filters.ChoiceFilter(choices=Level)
    kind = filters.ChoiceFilter(choices=Vacancy.Kind)
    municipality = WordFilter(field_name="home_municipality__name", lookup_expr="iexact")
    schoolYear = YearFilter(field_name="school_year")
    startFrom = DayFilter(field_name="start", lookup_expr="gte")
    startUntil = DayFilter(field_name="start", lookup_expr="lte")


class CountSerializer(Reading):
    school = serializers.CharField(required=False, allow_null=True)
    programme = serializers.CharField(required=False, allow_null=True)
    level = serializers.CharField(required=False, allow_null=True)
    kind = serializers.CharField(required=False)
    municipality = serializers.CharField(required=False, allow_null=True)
    month = serializers.DateField(required=False, format="%Y-%m")
    schoolYear = serializers.IntegerField(required=False)
    outcome = serializers.CharField(required=False, allow_null=True)
    placements = serializers.IntegerField()
    students = serializers.IntegerField(help_text="Distinct students among these placements.")

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        """Write only the dimensions that were counted by."""
        written = super().to_representation(instance)
        return {name: value for name, value in written.items() if name in instance}


class CountsSerializer(Reading):
    by = serializers.ListField(child=serializers.ChoiceField(choices=[d.value for d in Dimension]))
    placements = serializers.IntegerField(help_text="All placements that the filters leave.")
    rows = CountSerializer(many=True)


@extend_schema(tags=["placements"])
class Placements(Resource):
    """What became of the matches."""

    permission_classes = (SeesCounts,)
    queryset = Placement.objects.none()
    serializer_class = CountsSerializer
    filterset_class = PlacementFilter
    parameters = {"counts": frozenset({"by", *PlacementFilter.base_filters})}

    def get_queryset(self) -> QuerySet[Placement]:
        return visible(Placement.objects.all(), self.request)

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "by",
                str,
                description="What to count by: one to three of "
                + ", ".join(Dimension)
                + ", separated by commas; kind when not given.",
            )
        ],
        responses=CountsSerializer,
    )
    @action(detail=False, pagination_class=None)
    def counts(self, request: Request) -> Response:
        """Count the placements that one may see; the rows sum to the whole."""
        by = _dimensions(request.query_params.get("by", Dimension.KIND))
        rows = count_placements(self.filter_queryset(self.get_queryset()), by=by)
        whole = sum(row["placements"] for row in rows)
        return Response(CountsSerializer({"by": by, "placements": whole, "rows": rows}).data)


def _dimensions(text: str) -> list[Dimension]:
    names = text.split(",")
    if len(set(names)) != len(names) or len(names) > MOST_DIMENSIONS or not set(names) <= set(Dimension):
        known = ", ".join(Dimension)
        raise ValidationError(
            {"by": [_("Give one to three different ones of: %(known)s.") % {"known": known}]}
        )
    return [Dimension(name) for name in names]
