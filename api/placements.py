"""Placements: from agreed to evaluated, each side reading its own half; and counted."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.fields import Reading
from api.filtering import DayFilter, WordFilter, YearFilter
from api.placement_acts import BY_PART, PARAMETERS, ROW_BY_PART, PlacementActs
from api.placement_fields import (
    CarePlacement,
    CarePlacementDetails,
    CompanyPlacement,
    CompanyPlacementDetails,
    PlacementSerializer,
    StudentPlacement,
    StudentPlacementDetails,
)
from api.resource import Resource, visible
from api.tabular import Tabular, described_as
from monitoring.counting import Dimension, count_placements
from placements.models import Placement
from placements.parts import Part, part_of
from profiles import access_log
from reference.levels import Level
from vacancies.models import Vacancy

MOST_DIMENSIONS = 3


WRITTEN = {
    Part.STUDENT: (StudentPlacement, StudentPlacementDetails),
    Part.COMPANY: (CompanyPlacement, CompanyPlacementDetails),
    Part.SCHOOL: (CarePlacement, CarePlacementDetails),
    Part.GUARDIAN: (CarePlacement, CarePlacementDetails),
    Part.ADMIN: (CarePlacement, CarePlacementDetails),
}


class PlacementFilter(filters.FilterSet):
    status = filters.ChoiceFilter(choices=Placement.Status)
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


# Writes each row for the part that its reader takes in it.
class EachPart(PlacementSerializer):
    def to_representation(self, instance: Placement) -> dict[str, Any]:
        row, details = WRITTEN[part_of(self.context["request"].user, instance)]
        written = details if self.context.get("is_whole") else row
        return written(instance, context=self.context).data


@extend_schema(tags=["placements"])
class Placements(Tabular, PlacementActs, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What became of the matches."""

    queryset = Placement.objects.none()
    serializer_class = EachPart
    filterset_class = PlacementFilter
    tables = frozenset({"counts"})
    parameters = {"counts": frozenset({"by", *PlacementFilter.base_filters})} | PARAMETERS

    def get_queryset(self) -> QuerySet[Placement]:
        placements = visible(Placement.objects.all(), self.request)
        if self.action == "counts":
            return placements
        return placements.select_related(
            "student__user", "vacancy", "company", "school", "group", "programme__sector", "supervisor",
            "establishment__place", "school_supervisor", "seat_block",
        )  # fmt: skip

    def get_object(self) -> Placement:
        placement = super().get_object()
        access_log.about(self.request, [placement.student] if placement.student else [])
        return placement

    def paginate_queryset(self, queryset: QuerySet[Placement]) -> list[Placement]:
        page = super().paginate_queryset(queryset)
        access_log.about(self.request, [each.student for each in page if each.student])
        return page

    def answer(self, status: int = 200) -> Response:
        """Answer the placement as it is now, and which version that is."""
        placement = self.get_object()
        written = EachPart(placement, context=self.get_serializer_context() | {"is_whole": True})
        return Response(written.data, status=status, headers=versions.etag(placement))

    @extend_schema(responses=ROW_BY_PART)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=BY_PART)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer()

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
        responses=described_as(CountsSerializer),
        filters=True,
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
