"""Reports of what is wrong: one's own, and those that the region office and the platform handle."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.refusals import refusals
from api.report_fields import (
    CloseBody,
    OfficeReport,
    OwnReport,
    PlatformReport,
    ReportSerializer,
)
from api.resource import Resource, visible
from placements import handling
from placements.models import Report
from profiles import access_log
from profiles.models import Student
from profiles.reading.values import BadValue

WRITTEN = [OwnReport, OfficeReport, PlatformReport]
BY_READER = PolymorphicProxySerializer(
    component_name="MisuseReport", serializers=WRITTEN, resource_type_field_name=None
)
ONE: dict[str, Any] = {"detail": True, "methods": ["post"], "filterset_class": None}


class ReportFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Report.State)
    about = filters.ChoiceFilter(choices=Report.About)


# Writes each row for who reads it: who reported, who handles it.
class EachReader(ReportSerializer):
    def to_representation(self, instance: Report) -> dict[str, Any]:
        user = self.context["request"].user
        if user.is_platform_admin:
            return PlatformReport(instance).data
        own = instance.reporter_id == user.pk
        return OwnReport(instance).data if own else OfficeReport(instance).data


@extend_schema(tags=["reports"])
class Reports(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What one reported, and what one handles; nobody else knows of it."""

    queryset = Report.objects.none()
    serializer_class = EachReader
    filterset_class = ReportFilter

    def get_queryset(self) -> QuerySet[Report]:
        seen = visible(Report.objects.all(), self.request)
        return seen.select_related("company", "vacancy", "student", "reporter__student")

    def get_object(self) -> Report:
        report = super().get_object()
        self._note([report])
        return report

    def paginate_queryset(self, queryset: QuerySet[Report]) -> list[Report]:
        page = super().paginate_queryset(queryset)
        self._note(page)
        return page

    @extend_schema(responses=BY_READER)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=BY_READER)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=None, responses=BY_READER)
    @action(**ONE, url_path="take-up")
    def take_up(self, request: Request, **kwargs: Any) -> Response:
        """Say that one looks into it."""
        with refusals():
            handling.take_up(self.get_object(), by=request.user)
        return self.retrieve(request, **kwargs)

    @extend_schema(request=CloseBody, responses=BY_READER)
    @action(**ONE)
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Close what one took up; whoever reported hears how it ended, in general words."""
        report, body = self.get_object(), CloseBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals():
            try:
                handling.close(report, **body.validated_data, by=request.user)
            except BadValue as error:
                raise ValidationError({"note": [error.detail]}, code=error.code) from error
        return self.retrieve(request, **kwargs)

    def _note(self, reports: Iterable[Report]) -> None:
        """Note the students whom an administrator sees named."""
        if self.request.user.is_platform_admin:
            access_log.about(self.request, [each for row in reports for each in people_of(row)])


def people_of(report: Report) -> list[Student]:
    """List the students whom a report names to the platform: who is reported, who reported."""
    return [each for each in (report.student, getattr(report.reporter, "student", None)) if each]
