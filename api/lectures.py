"""Guest lectures and company visits: what companies offer to schools, and when."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.filtering import WordFilter
from api.lecture_fields import LectureBody, LectureEdit, LectureSerializer, MomentBody, MomentSerializer
from api.naming import one_of, refusals_by_field
from api.resource import Resource, visible
from placements import lecturing
from placements.models import Event
from profiles.models import Company, Establishment, User
from vacancies import offering_lectures
from vacancies.models import Lecture, Moment

FLAGS = (("true", "true"), ("false", "false"))
ACT: dict[str, Any] = {"detail": True, "methods": ["post"], "filterset_class": None, "pagination_class": None}


def with_booked(moments: QuerySet[Moment]) -> QuerySet[Moment]:
    """Annotate ``booked``: whether a school booked a moment."""
    events = Event.objects.filter(moment=OuterRef("pk")).exclude(state=Event.State.CANCELLED)
    return moments.annotate(booked=Exists(events))


class LectureFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=Lecture.Kind)
    sector = WordFilter(field_name="sector__code")
    company = filters.UUIDFilter(field_name="company__uuid")
    municipality = WordFilter(field_name="establishment__place__municipality__name", lookup_expr="iexact")
    search = WordFilter(field_name="title", lookup_expr="icontains")
    free = filters.TypedChoiceFilter(
        method="with_free_moment", choices=FLAGS, coerce=lambda text: text == "true"
    )

    def with_free_moment(self, lectures: QuerySet[Lecture], name: str, value: bool) -> QuerySet[Lecture]:
        free = with_booked(Moment.objects.filter(starts_at__gt=timezone.now())).filter(booked=False)
        has_free = Exists(free.filter(lecture=OuterRef("pk")))
        return lectures.filter(has_free) if value else lectures.exclude(has_free)


@extend_schema(tags=["lectures"])
class Lectures(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What companies offer to schools; for a company what it offers itself."""

    queryset = Lecture.objects.none()
    serializer_class = LectureSerializer
    filterset_class = LectureFilter

    def get_queryset(self) -> QuerySet[Lecture]:
        lectures = visible(Lecture.objects.all(), self.request)
        named = lectures.select_related("company", "sector", "establishment__place__municipality")
        return named.prefetch_related(Prefetch("moments", with_booked(Moment.objects.all())))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(request=LectureBody, responses={201: LectureSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Offer a lecture to schools; it can be booked once it has moments."""
        body = LectureBody(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        told = {"title": ""} | body.validated_data
        if "kind" not in told:
            raise ValidationError({"kind": [_("Say what it is: a guest lecture or a company visit.")]})
        company = _company(request.user, told.pop("company", None))
        with refusals_by_field():
            named = _with_establishment(told, company)
            lecture = offering_lectures.offer_lecture(company, told=named, by=request.user)
        return self.answer(self.get_queryset().get(pk=lecture.pk), status=201)

    @extend_schema(
        request=LectureEdit,
        responses=LectureSerializer,
        parameters=[OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a lecture; what is booked stays as it was booked."""
        lecture = self.get_object()
        versions.check(request, lecture)
        body = LectureEdit(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        with refusals_by_field():
            changes = _with_establishment(body.validated_data, lecture.company)
            offering_lectures.change_lecture(lecture, changes=changes, by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=None, responses=LectureSerializer)
    @action(**ACT)
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Offer a lecture no more; what is booked stays booked."""
        with refusals_by_field():
            offering_lectures.withdraw_lecture(self.get_object(), by=request.user)
        return self.answer(self.get_object())

    @extend_schema(request=MomentBody, responses={201: MomentSerializer})
    @action(**ACT)
    def moments(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say when a lecture can be had, too."""
        lecture, body = self.get_object(), MomentBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals_by_field():
            moment = offering_lectures.add_moment(lecture, **body.validated_data, by=request.user)
        moment.booked = False
        return Response(MomentSerializer(moment).data, status=201)

    def answer(self, lecture: Lecture, status: int = 200) -> Response:
        """Answer a lecture with its version."""
        return Response(LectureSerializer(lecture).data, status=status, headers=versions.etag(lecture))


@extend_schema(tags=["lectures"])
class Moments(Resource):
    """When lectures can be had."""

    queryset = Moment.objects.none()
    serializer_class = MomentSerializer

    def get_queryset(self) -> QuerySet[Moment]:
        return visible(Moment.objects.select_related("lecture__company"), self.request)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Let a lecture not be had at a moment after all, unless a school booked it."""
        with refusals_by_field():
            lecturing.remove_moment(self.get_object(), by=request.user)
        return Response(status=204)


def _company(user: User, uuid: Any) -> Company:
    own = Company.objects.all() if user.is_platform_admin else Company.objects.filter(pk__in=user.company_ids)
    if uuid:
        return one_of(own, uuid, field="company")
    if user.is_platform_admin or len(own) != 1:
        raise ValidationError({"company": [_("Name the company that offers it.")]})
    return own[0]


def _with_establishment(told: dict[str, Any], company: Company) -> dict[str, Any]:
    if "establishment" not in told:
        return told
    own = Establishment.objects.filter(company=company)
    return told | {"establishment": one_of(own, told["establishment"], field="establishment")}
