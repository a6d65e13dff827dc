"""The report of a quarter for the partners: its numbers, and the paper with charts."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.counting_asked import QUARTER, quarter_asked
from api.fields import Reading
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.models import Measurement
from monitoring.quarters import Quarter
from monitoring.report_blocks import Report
from monitoring.report_csv import lines_of
from monitoring.report_pdf import pdf_of
from monitoring.reporting import quarterly
from reference.loading.pack import find_pack


class ReportLineSerializer(Reading):
    view = serializers.CharField()
    table = serializers.CharField()
    row = serializers.CharField()
    column = serializers.CharField()
    value = serializers.CharField(help_text="As on paper, in the language of the reader.")


class QuarterlyReportSerializer(Reading):
    quarter = serializers.CharField(help_text="Such as 2026-Q4.")
    title = serializers.CharField()
    subtitle = serializers.CharField()
    rows = ReportLineSerializer(many=True)


@extend_schema(tags=["indicators"])
class QuarterlyReports(Tabular, Resource):
    """Of the last quarter that is over, or of another; for the platform also while it runs."""

    queryset = Measurement.objects.none()
    serializer_class = QuarterlyReportSerializer
    tables = frozenset({"read"})
    parameters = {"read": frozenset({"quarter"}), "paper": frozenset({"quarter"})}

    @extend_schema(parameters=[QUARTER], responses=described_as(QuarterlyReportSerializer))
    def read(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read every number of the report, by view and table."""
        quarter, report = _report(request)
        names = list(ReportLineSerializer().fields)
        rows = [dict(zip(names, line, strict=True)) for line in lines_of(report)]
        told = {"quarter": str(quarter), "title": report.title, "subtitle": report.subtitle, "rows": rows}
        return Response(QuarterlyReportSerializer(told).data)

    @extend_schema(parameters=[QUARTER], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def paper(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the report as a PDF with charts, in the reader's language."""
        quarter, report = _report(request)
        named = f'attachment; filename="report-{quarter}.pdf"'
        paper = pdf_of(report, made_at=timezone.now())
        return HttpResponse(paper, content_type="application/pdf", headers={"Content-Disposition": named})


def _report(request: Request) -> tuple[Quarter, Report]:
    quarter = quarter_asked(request, live=request.user.is_platform_admin)
    return quarter, quarterly(quarter, region=find_pack(settings.REGION).name)
