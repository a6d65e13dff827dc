"""Vacancies, and what a company offers with them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import cards, matches, versions
from api.fields import Located, Named, Reading
from api.filtering import DayFilter, WordFilter
from api.match_fields import CandidateMatches
from api.refusals import refusals
from api.resource import Resource, visible
from placements.recommending import excluded_persons_for, persons_for
from profiles import access_log
from profiles.models import Student
from reference.levels import Level
from reference.models import Occupation, Skill
from vacancies import publishing
from vacancies.models import Vacancy, VacancySkill


class VacancyFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=Vacancy.Kind)
    status = filters.ChoiceFilter(choices=Vacancy.Status)
    level = filters.ChoiceFilter(choices=Level)
    sector = WordFilter(field_name="sector__code")
    company = filters.UUIDFilter(field_name="company__uuid")
    municipality = WordFilter(field_name="establishment__place__municipality__name", lookup_expr="iexact")
    startFrom = DayFilter(field_name="start", lookup_expr="gte")
    startUntil = DayFilter(field_name="start", lookup_expr="lte")
    search = WordFilter(field_name="title", lookup_expr="icontains")


class AskedSkillSerializer(Reading):
    skill = Named(allow_null=True)
    text = serializers.CharField()
    weight = serializers.ChoiceField(choices=VacancySkill.Weight.choices)


class VacancySerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    reference = serializers.CharField()
    company = Named()
    kind = serializers.ChoiceField(choices=Vacancy.Kind.choices)
    status = serializers.ChoiceField(choices=Vacancy.Status.choices)
    title = serializers.CharField()
    description = serializers.CharField()
    occupation = Named(allow_null=True)
    sector = serializers.CharField(source="sector.code", default=None, allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    levelMin = serializers.IntegerField(source="level_min", allow_null=True)
    levelMax = serializers.IntegerField(source="level_max", allow_null=True)
    crebos = serializers.ListField(child=serializers.CharField(), allow_null=True)
    place = Located(source="establishment.place", default=None, allow_null=True)
    remote = serializers.BooleanField()
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    hoursMin = serializers.IntegerField(source="hours_min", allow_null=True)
    hoursMax = serializers.IntegerField(source="hours_max", allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    languages = serializers.DictField(child=serializers.CharField(), allow_null=True)
    licences = serializers.ListField(child=serializers.CharField(), allow_null=True)
    hazard = serializers.ChoiceField(choices=Vacancy.Hazard.choices, allow_null=True)
    seats = serializers.IntegerField()
    payPeriod = serializers.ChoiceField(
        source="pay_period", choices=Vacancy.PayPeriod.choices, allow_null=True
    )
    payAmount = serializers.DecimalField(source="pay_amount", max_digits=8, decimal_places=2, allow_null=True)
    skills = AskedSkillSerializer(many=True)
    updatedAt = serializers.DateTimeField(source="updated_at")


def with_everything(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Read along what the serializer shows, in a constant number of queries."""
    return vacancies.select_related(
        "company", "sector", "establishment__place__municipality"
    ).prefetch_related(
        Prefetch("occupation", Occupation.objects.with_name()),
        "skills",
        Prefetch("skills__skill", Skill.objects.with_name()),
    )


@extend_schema(tags=["vacancies"])
class Vacancies(cards.CardActions, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What is offered."""

    queryset = Vacancy.objects.none()
    serializer_class = VacancySerializer
    filterset_class = VacancyFilter

    parameters = {"candidates": matches.PARAMETERS} | cards.PARAMETERS

    def get_queryset(self) -> QuerySet[Vacancy]:
        if self.action == "candidates" or self.action in cards.ACTIONS:
            return visible(Vacancy.objects.select_related("company"), self.request)
        return with_everything(visible(Vacancy.objects.all(), self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        vacancy = self.get_object()
        return Response(VacancySerializer(vacancy).data, headers=versions.etag(vacancy))

    @extend_schema(parameters=matches.DESCRIBED, responses=CandidateMatches)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def candidates(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Rank the students whom one may see for a vacancy, each with the reasons."""
        vacancy, asked = self.get_object(), matches.Asked.of(request)
        among = Student.objects.in_care_of(request.user)
        ranked = persons_for(vacancy, top=asked.size, offset=asked.offset, among=among)
        page = {"top": asked.size, "offset": asked.offset, "among": among}
        excluded = excluded_persons_for(vacancy, **page) if asked.excluded else None
        uuids = matches.shown("student", ranked, excluded)
        access_log.about(request, uuids)
        rows = matches.student_rows(among, uuids)
        body = matches.page_of(request, asked, ranked, excluded, "student", rows)
        return Response(CandidateMatches(body).data)

    @extend_schema(request=None, responses=VacancySerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open one's own vacancy for students; they see it as soon as the company is verified."""
        with refusals():
            publishing.publish(self.get_object(), by=request.user)
        return self.retrieve(request, *args, **kwargs)

    @extend_schema(request=None, responses=VacancySerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def close(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Close one's own vacancy; it is in nobody's next ranking."""
        publishing.close(self.get_object(), by=request.user)
        return self.retrieve(request, *args, **kwargs)
