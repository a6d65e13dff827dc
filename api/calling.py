"""Whom of a school or a class to call first: who has no place, the most urgent first, and why."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.cockpit import OfSchool, narrowed
from api.fields import Named, Reading
from api.pagination import PageNumbers
from api.resource import Resource, visible
from api.tabular import Tabular, described_as
from monitoring.calling import NextStep, calls
from monitoring.progress import SchoolYear, read_class, read_school_year
from monitoring.stages import Stage
from profiles import access_log
from profiles.enrolling import school_year_of
from profiles.models import StudentGroup

PAGES = [
    OpenApiParameter("page", int),
    OpenApiParameter("pageSize", int, description="At most 100; 20 when not given."),
]
PAGED = frozenset({"page", "pageSize"})


class Person(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="__str__")


class UrgencySerializer(Reading):
    code = serializers.CharField()
    values = serializers.DictField()
    points = serializers.IntegerField(help_text="What makes it less urgent is below zero.")
    text = serializers.CharField()


class CallSerializer(Reading):
    student = Person()
    group = Named(help_text="The class.")
    stage = serializers.ChoiceField(choices=Stage.choices)
    points = serializers.IntegerField(help_text="How urgent it is, up to 10,000: those of the reasons.")
    reasons = UrgencySerializer(many=True)
    nextStep = serializers.ChoiceField(source="next_step", choices=NextStep.choices)


class CallListSerializer(Reading):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    rows = CallSerializer(many=True)


@extend_schema(tags=["cockpit"])
class SchoolCalls(OfSchool):
    """For the school itself."""

    serializer_class = CallListSerializer
    tables = frozenset({"call_list"})
    parameters = {"call_list": PAGED | {"class"}}

    @extend_schema(
        parameters=[OpenApiParameter("class", str, description="The id of one class."), *PAGES],
        responses=described_as(CallListSerializer),
    )
    def call_list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the students of this school year who have no place, the most urgent first."""
        told = read_school_year(self.get_object(), school_year_of(timezone.localdate()))
        return _answer(narrowed(told, request), request)


@extend_schema(tags=["cockpit"])
class ClassCalls(Tabular, Resource):
    """For the school whose class it is."""

    queryset = StudentGroup.objects.none()
    serializer_class = CallListSerializer
    tables = frozenset({"call_list"})
    parameters = {"call_list": PAGED}

    def get_queryset(self) -> QuerySet[StudentGroup]:
        return visible(StudentGroup.objects.select_related("school"), self.request)

    @extend_schema(parameters=PAGES, responses=described_as(CallListSerializer))
    def call_list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List the students of a class who have no place, the most urgent first."""
        return _answer(read_class(self.get_object()), request)


def _answer(told: SchoolYear, request: Request) -> Response:
    rows, about = PageNumbers().rows_of(calls(told), request)
    access_log.about(request, [call.student for call in rows], organisation=told.school)
    return Response(CallListSerializer(about | {"rows": rows}).data)
