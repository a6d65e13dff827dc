"""Reporting a company, a vacancy, or whoever is on the other side of an application."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.report_fields import OtherSideBody, OwnReport, ReportBody
from api.resource import Resource, visible
from placements.models import Application, Message, Report
from placements.reporting import (
    Claim,
    read_claim,
    report_company,
    report_other_side,
    report_vacancy,
    reportable,
)
from profiles import access_log
from profiles.models import Company
from profiles.reading.values import BadValue
from vacancies.models import Vacancy

MADE = {201: OwnReport, 200: OwnReport}


class Reporting(Resource):
    """What the three have in common: one that was made before and is not closed comes back with 200."""

    queryset = Report.objects.none()
    serializer_class = OwnReport
    reads: type[ReportBody] = ReportBody

    def read(self) -> dict[str, Any]:
        body = self.reads(data=self.request.data)
        body.is_valid(raise_exception=True)
        return body.validated_data

    def find(self, rows: QuerySet) -> Any:
        return get_object_or_404(visible(rows, self.request), uuid=self.kwargs["id"])


@extend_schema(tags=["reports"])
class CompanyReports(Reporting):
    @extend_schema(request=ReportBody, responses=MADE)
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Report a company to the region office."""
        company, claim = self.find(Company.objects.all()), _claim(self.read())
        return _answer(*report_company(company, claim, by=request.user))


@extend_schema(tags=["reports"])
class VacancyReports(Reporting):
    @extend_schema(request=ReportBody, responses=MADE)
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Report a vacancy to the region office."""
        vacancy, claim = self.find(Vacancy.objects.select_related("company")), _claim(self.read())
        return _answer(*report_vacancy(vacancy, claim, by=request.user))


@extend_schema(tags=["reports"])
class OtherSideReports(Reporting):
    reads = OtherSideBody

    @extend_schema(request=OtherSideBody, responses=MADE)
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Report who is on the other side of an application, or a message from there, to the platform."""
        application = self.find(Application.objects.with_both_sides())
        access_log.about(request, [application.student])
        body = self.read()
        message = self._message(application, body["message"])
        return _answer(*report_other_side(application, _claim(body), message=message, by=request.user))

    def _message(self, application: Application, uuid: UUID | None) -> Message | None:
        if uuid is None:
            return None
        found = reportable(application, by=self.request.user).filter(uuid=uuid).first()
        if found is None:
            raise ValidationError({"message": [_("There is no such message of the other side.")]})
        return found


def _claim(body: dict[str, Any]) -> Claim:
    try:
        return read_claim(body["reason"], body["text"])
    except BadValue as error:
        raise ValidationError({"text": [error.detail]}, code=error.code) from error


def _answer(report: Report, is_new: bool) -> Response:
    return Response(OwnReport(report).data, status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)
