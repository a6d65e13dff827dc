"""Students, for themselves, their guardians and the staff of their own school; never for employers."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api import matches, versions
from api.fields import Day, EachOnce, Located, Named, Reading, WholeNumber, Writing
from api.filtering import WordFilter
from api.match_fields import VacancyMatches
from api.programmes import ProgrammeSerializer
from api.resource import Resource, visible
from matching.words import clean
from placements.recommending import excluded_posts_for, posts_for
from placements.resume import resume_of
from profiles import access, access_log, editing, exporting, forgetting
from profiles.models import Enrolment, Student, StudentGroup, StudentNumber, StudentSkill
from profiles.reading.skill_lists import SkillWord, read_word
from profiles.reading.values import BadValue
from reference.levels import Level
from reference.models import Skill
from vacancies.models import Vacancy


class StudentFilter(filters.FilterSet):
    programme = WordFilter(field_name="programme__code")
    level = filters.ChoiceFilter(choices=Level)
    group = filters.UUIDFilter(method="in_group")
    number = WordFilter(method="with_number")

    def in_group(self, students: QuerySet[Student], name: str, value: str) -> QuerySet[Student]:
        groups = StudentGroup.objects.visible_to(self.request.user).filter(uuid=value)
        current = Enrolment.objects.current().filter(group__in=groups)
        return students.filter(pk__in=current.values("student"))

    def with_number(self, students: QuerySet[Student], name: str, value: str) -> QuerySet[Student]:
        numbers = StudentNumber.objects.visible_to(self.request.user).filter(number=value)
        return students.filter(pk__in=numbers.values("student"))


class OwnSkillSerializer(Reading):
    skill = Named(allow_null=True)
    text = serializers.CharField()
    command = serializers.ChoiceField(choices=StudentSkill.Level.choices, allow_null=True)


class StudentSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    firstName = serializers.CharField(source="first_name")
    prefix = serializers.CharField()
    lastName = serializers.CharField(source="last_name")
    email = serializers.EmailField(allow_null=True)
    birthDate = serializers.DateField(source="birth_date", allow_null=True)
    programme = ProgrammeSerializer(allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    place = Located(allow_null=True)
    reachKm = serializers.IntegerField(source="reach_km", allow_null=True)
    travel = serializers.ChoiceField(choices=Student.Travel.choices, allow_null=True)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=Vacancy.Kind.choices), allow_null=True
    )
    availableFrom = serializers.DateField(source="available_from", allow_null=True)
    availableUntil = serializers.DateField(source="available_until", allow_null=True)
    hoursMin = serializers.IntegerField(source="hours_min", allow_null=True)
    hoursMax = serializers.IntegerField(source="hours_max", allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    languages = serializers.DictField(child=serializers.CharField(), allow_null=True)
    licences = serializers.ListField(child=serializers.CharField(), allow_null=True)
    visibility = serializers.ChoiceField(choices=Student.Visibility.choices)
    skills = OwnSkillSerializer(many=True)
    updatedAt = serializers.DateTimeField(source="updated_at")


class SkillEntry(Writing):
    text = serializers.CharField(max_length=80)
    command = serializers.ChoiceField(choices=StudentSkill.Level.choices, allow_null=True, required=False)

    def to_internal_value(self, data: Any) -> SkillWord:
        entry = super().to_internal_value(data)
        try:
            return SkillWord(read_word(clean(entry["text"])), entry.get("command"))
        except BadValue as error:
            raise serializers.ValidationError({"text": [str(error)]}, code=error.code) from error


class StudentEdit(Writing):
    """What a student or the school may change; null means unknown."""

    reachKm = WholeNumber(source="reach_km", min_value=1, max_value=500, allow_null=True)
    travel = serializers.ChoiceField(choices=Student.Travel.choices, allow_null=True)
    kinds = EachOnce(
        child=serializers.ChoiceField(choices=Vacancy.Kind.choices),
        allow_null=True,
        max_length=len(Vacancy.Kind),
    )
    availableFrom = Day(source="available_from", allow_null=True)
    availableUntil = Day(source="available_until", allow_null=True)
    hoursMin = WholeNumber(source="hours_min", min_value=1, max_value=40, allow_null=True)
    hoursMax = WholeNumber(source="hours_max", min_value=1, max_value=40, allow_null=True)
    weekdays = EachOnce(child=WholeNumber(min_value=1, max_value=7), allow_null=True, max_length=7)
    skills = SkillEntry(many=True, max_length=50)


@extend_schema(tags=["students"])
class Students(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Profiles, as far as one may see them."""

    queryset = Student.objects.none()
    serializer_class = StudentSerializer
    filterset_class = StudentFilter

    parameters = {"matches": matches.PARAMETERS | {"plain"}}

    def get_queryset(self) -> QuerySet[Student]:
        if self.action == "export":
            return Student.objects.spoken_for_by(self.request.user).select_related("user", "place")
        students = Student.objects.in_care_of(self.request.user)
        if self.action == "matches":
            return students.select_related("programme", "place")
        students = students.with_visibility().select_related("programme__sector", "place__municipality")
        return students.prefetch_related("skills", Prefetch("skills__skill", Skill.objects.with_name()))

    def get_object(self) -> Student:
        student = super().get_object()
        access_log.about(self.request, [student])
        return student

    def paginate_queryset(self, queryset: QuerySet[Student]) -> list[Student] | None:
        page = super().paginate_queryset(queryset)
        access_log.about(self.request, page or [])
        return page

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        student = self.get_object()
        return Response(StudentSerializer(student).data, headers=versions.etag(student))

    @extend_schema(
        request=StudentEdit,
        responses=StudentSerializer,
        parameters=[OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a profile; the next ranking counts the change."""
        student = self.get_object()
        if not access.may_edit_student(request.user, student):
            raise PermissionDenied(_("You may see this profile, not change it."))
        versions.check(request, student)
        body = StudentEdit(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        with versions.translated():
            editing.edit(student, by=request.user, changes=body.validated_data)
        return self.retrieve(request, *args, **kwargs)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Erase the own profile or a child's, or what the own school holds. There is no way back."""
        forgetting.let_go(self.get_object(), by=request.user)
        return Response(status=204)

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @action(detail=True, filterset_class=None, pagination_class=None)
    def export(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand out all that stands about the student: a JSON Resume and a CSV per table, in a zip."""
        student = self.get_object()
        packed = exporting.export_student(student, by=request.user, resume=resume_of(student))
        named = f'attachment; filename="{exporting.file_name()}"'
        return HttpResponse(packed, content_type="application/zip", headers={"Content-Disposition": named})

    @extend_schema(parameters=[*matches.DESCRIBED, matches.PLAIN], responses=VacancyMatches)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def matches(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Rank the open vacancies for a student, each with its reasons; the profile counts as it is now."""
        student, asked = self.get_object(), matches.Asked.of(request)
        plain = matches.read_flag(request, "plain")
        ranked = posts_for(student, top=asked.size, offset=asked.offset, plain=plain)
        excluded = (
            excluded_posts_for(student, top=asked.size, offset=asked.offset) if asked.excluded else None
        )
        uuids = matches.shown("vacancy", ranked, excluded)
        rows = matches.vacancy_rows(visible(Vacancy.objects.all(), request), uuids)
        page = matches.page_of(request, asked, ranked, excluded, "vacancy", rows)
        return Response(VacancyMatches(page).data)
