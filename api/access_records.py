"""Who asked for whose data: the log for the platform, counts per organisation for the region office."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Named, Reading
from api.filtering import DayFilter
from api.resource import Resource, visible
from monitoring.accesses import accesses_by_quarter
from profiles.models import AccessRecord
from reference.midnight import midnight


class AccessFilter(filters.FilterSet):
    actor = filters.UUIDFilter()
    subject = filters.UUIDFilter()
    organisation = filters.UUIDFilter()
    via = filters.ChoiceFilter(choices=AccessRecord.Via)
    dayFrom = DayFilter(method="since")
    dayUntil = DayFilter(method="until")

    def since(self, records: QuerySet, name: str, day: Any) -> QuerySet:
        return records.filter(at__gte=midnight(day))

    def until(self, records: QuerySet, name: str, day: Any) -> QuerySet:
        return records.filter(at__lt=midnight(day + timedelta(days=1)))


class AccessSerializer(Reading):
    at = serializers.DateTimeField()
    actor = serializers.UUIDField(allow_null=True, help_text="Who asked: the id of an account.")
    via = serializers.ChoiceField(choices=AccessRecord.Via.choices)
    act = serializers.CharField(help_text="Method and route.")
    object = serializers.UUIDField(allow_null=True, help_text="What was asked for in vain.")
    subject = serializers.UUIDField(allow_null=True, help_text="Whose data: the id of a student.")
    organisation = serializers.UUIDField(allow_null=True, help_text="For which school or company.")
    status = serializers.IntegerField()


class AccessCountSerializer(Reading):
    quarter = serializers.CharField(help_text="A complete quarter, such as 2026-Q3.")
    organisation = Named(allow_null=True)
    students = serializers.IntegerField(
        allow_null=True, help_text="Of how many students data were shown; null when too few to tell."
    )
    accesses = serializers.IntegerField(allow_null=True, help_text="How many times; null likewise.")


class AccessCountsSerializer(Reading):
    rows = AccessCountSerializer(many=True)


@extend_schema(tags=["access log"])
class AccessRecords(mixins.ListModelMixin, Resource):
    """Requests that touched a person's data; ids, never contents."""

    queryset = AccessRecord.objects.none()
    serializer_class = AccessSerializer
    filterset_class = AccessFilter

    def get_queryset(self) -> QuerySet[AccessRecord]:
        return visible(AccessRecord.objects.all(), self.request)

    @extend_schema(responses=AccessCountsSerializer)
    @action(detail=False, filterset_class=None, pagination_class=None)
    def counts(self, request: Request) -> Response:
        """Count per organisation and complete quarter of the last year; what is about too few is hidden."""
        return Response(AccessCountsSerializer({"rows": accesses_by_quarter()}).data)
