"""Registrations for courses: one's own, and those for the courses that one gives."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.naming import one_of, refusals_by_field
from api.registration_fields import (
    FinishBody,
    RegistrationBody,
    RegistrationRow,
    RegistrationRows,
    RegistrationSerializer,
)
from api.resource import Resource, visible
from api.tabular import Tabular, described_as
from placements import certifying
from profiles import access_log
from profiles.models import Block, Company, School
from vacancies import registering
from vacancies.access import runs_course
from vacancies.models import Course, Registration
from vacancies.registering import People

ONE: dict[str, Any] = {"detail": True, "methods": ["post"], "filterset_class": None, "pagination_class": None}


@extend_schema(tags=["courses"])
class CourseRegistrations(Tabular, Resource):
    """Who takes part in a course, for whoever gives it; and registering for it."""

    queryset = Course.objects.none()
    serializer_class = RegistrationRow
    pagination_class = None
    tables = frozenset({"retrieve"})

    def get_queryset(self) -> QuerySet[Course]:
        return visible(Course.objects.select_related("company", "school"), self.request)

    @extend_schema(responses=described_as(RegistrationRows))
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List who is registered for a course that one gives: students by name, others as numbers."""
        course = self.get_object()
        if not runs_course(request.user, course):
            raise Http404
        rows = list(_with_everything(course.registrations.all()))
        _note(request, rows)
        context = self.get_serializer_context()
        return Response(RegistrationRows({"rows": rows}, context=context).data)

    @extend_schema(request=RegistrationBody, responses={201: RegistrationSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Register oneself, or for an organisation a number of people without names."""
        course = self.get_object()
        with refusals_by_field():
            made = self._people(course) if request.data else self._self(course)
        _note(request, [made])
        shown = _with_everything(Registration.objects.filter(pk=made.pk)).get()
        context = self.get_serializer_context()
        return Response(RegistrationSerializer(shown, context=context).data, status=201)

    def _self(self, course: Course) -> Registration:
        student = getattr(self.request.user, "student", None)
        if student is None:
            raise ValidationError({"people": [_("Say how many people you register.")]})
        return registering.register(course, student, by=self.request.user)

    def _people(self, course: Course) -> Registration:
        body = RegistrationBody(data=self.request.data)
        body.is_valid(raise_exception=True)
        told, user = body.validated_data, self.request.user
        runs = runs_course(user, course)
        companies = (
            Company.objects.visible_to(user) if runs else Company.objects.filter(pk__in=user.company_ids)
        )
        schools = School.objects.visible_to(user) if runs else School.objects.filter(pk__in=user.school_ids)
        people = People(
            told["participant"],
            told["people"],
            company=one_of(companies, told.get("company"), field="company"),
            school=one_of(schools, told.get("school"), field="school"),
            organisation=told.get("organisation", ""),
        )
        return registering.register_people(course, people, by=user)


@extend_schema(tags=["courses"])
class Registrations(mixins.ListModelMixin, Resource):
    """One's own, a child's, one's organisation's, and those for the courses that one gives."""

    queryset = Registration.objects.none()
    serializer_class = RegistrationSerializer

    def get_queryset(self) -> QuerySet[Registration]:
        return _with_everything(visible(Registration.objects.all(), self.request))

    def get_object(self) -> Registration:
        registration = super().get_object()
        _note(self.request, [registration])
        return registration

    def paginate_queryset(self, queryset: QuerySet[Registration]) -> list[Registration] | None:
        page = super().paginate_queryset(queryset)
        _note(self.request, page or ())
        return page

    @extend_schema(request=None, responses=RegistrationSerializer)
    @action(**ONE)
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a registration back before the course begins; its places are free again."""
        with refusals_by_field():
            registering.withdraw(self.get_object(), by=request.user)
        return self._answer()

    @extend_schema(request=FinishBody, responses=RegistrationSerializer)
    @action(**ONE)
    def finish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say from the last day on how many were there, finished and got the certificate."""
        registration, body = self.get_object(), FinishBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals_by_field():
            certifying.finish(registration, **body.validated_data, by=request.user)
        return self._answer()

    def _answer(self) -> Response:
        context = self.get_serializer_context()
        return Response(RegistrationSerializer(self.get_object(), context=context).data)


def _with_everything(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    blocks = Block.objects.filter(company=OuterRef("course__company"), student=OuterRef("student"))
    told = registrations.annotate(is_apart=Exists(blocks))
    return told.select_related("course__company", "course__school", "student", "school", "company")


def _note(request: Request, registrations: Iterable[Registration]) -> None:
    """Note the students who are told of."""
    access_log.about(request, [each.student for each in registrations if each.student])
