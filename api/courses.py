"""Courses for whoever works or will work in the region, and for those who give them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.course_fields import CourseBody, CourseEdit, CourseSerializer
from api.filtering import DayFilter, WordFilter
from api.naming import one_of, refusals_by_field
from api.resource import Resource, visible
from profiles.models import Company, School, User
from reference.levels import Level
from reference.models import Skill
from vacancies import teaching
from vacancies.models import Course, CourseSkill

FLAGS = (("true", "true"), ("false", "false"))
ONE: dict[str, Any] = {"detail": True, "methods": ["post"], "filterset_class": None, "pagination_class": None}


class CourseFilter(filters.FilterSet):
    skill = filters.UUIDFilter(method="teaching")
    sector = WordFilter(field_name="sector__code")
    level = filters.ChoiceFilter(choices=Level)
    status = filters.ChoiceFilter(choices=Course.Status)
    company = filters.UUIDFilter(field_name="company__uuid")
    school = filters.UUIDFilter(field_name="school__uuid")
    place = filters.UUIDFilter(field_name="place__uuid")
    municipality = WordFilter(field_name="place__municipality__name", lookup_expr="iexact")
    startFrom = DayFilter(field_name="starts_on", lookup_expr="gte")
    startUntil = DayFilter(field_name="starts_on", lookup_expr="lte")
    online = filters.TypedChoiceFilter(field_name="online", choices=FLAGS, coerce=lambda text: text == "true")
    search = WordFilter(field_name="title", lookup_expr="icontains")

    def teaching(self, courses: QuerySet[Course], name: str, value: Any) -> QuerySet[Course]:
        return courses.filter(pk__in=CourseSkill.objects.filter(skill__uuid=value).values("course"))


@extend_schema(tags=["courses"])
class Courses(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What was published, the first to begin first, and one's own drafts."""

    queryset = Course.objects.none()
    serializer_class = CourseSerializer
    filterset_class = CourseFilter

    def get_queryset(self) -> QuerySet[Course]:
        courses = visible(Course.objects.all(), self.request).with_taken()
        named = courses.select_related("company", "school", "sector", "place__municipality")
        return named.prefetch_related("skills", Prefetch("skills__skill", Skill.objects.with_name()))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(request=CourseBody, responses={201: CourseSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Draw up a course; nobody else sees it until it is published."""
        body = CourseBody(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        told = {"title": ""} | body.validated_data
        organisation = _organisation(request.user, told.pop("company", None), told.pop("school", None))
        with refusals_by_field():
            course = teaching.draft_course(**organisation, told=told, by=request.user)
        return self.answer(self.get_queryset().get(pk=course.pk), status=201)

    @extend_schema(
        request=CourseEdit,
        responses=CourseSerializer,
        parameters=[OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a course; what is published stays complete."""
        course = self.get_object()
        versions.check(request, course)
        body = CourseEdit(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        with refusals_by_field():
            teaching.change_course(course, changes=body.validated_data, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=CourseSerializer)
    @action(**ONE)
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Let everybody see a course and register for it."""
        with refusals_by_field():
            teaching.publish(self.get_object(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=CourseSerializer)
    @action(**ONE)
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say that a course will not be, or stops; who is registered with an account is told."""
        with refusals_by_field():
            teaching.cancel_course(self.get_object(), by=request.user)
        return self.answer(self.get_object())

    def answer(self, course: Course, status: int = 200) -> Response:
        """Answer a course with its version."""
        return Response(CourseSerializer(course).data, status=status, headers=versions.etag(course))


def _organisation(user: User, company: Any, school: Any) -> dict[str, Company | School]:
    """Find for whom a course is given: who is named, else one's only organisation, else the region."""
    companies, schools = _own(Company, user, user.company_ids), _own(School, user, user.school_ids)
    if company and school:
        raise ValidationError({"school": [_("Name a company or a school.")]})
    if company or school:
        named = one_of(companies, company, field="company") or one_of(schools, school, field="school")
        return {"company" if company else "school": named}
    if user.is_platform_admin or user.is_region_officer:
        return {}
    own = [*(("company", each) for each in companies), *(("school", each) for each in schools)]
    if len(own) != 1:
        raise ValidationError({"company": [_("Name the company or the school that gives it.")]})
    return dict(own)


def _own(model: type[Company] | type[School], user: User, ids: list[int]) -> QuerySet:
    return model.objects.all() if user.is_platform_admin else model.objects.filter(pk__in=ids)
