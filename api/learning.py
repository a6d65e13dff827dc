"""From what a student misses for the work that suits to courses that teach it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.course_fields import CourseSerializer
from api.fields import Reading
from api.resource import Resource, visible
from matching.relatedness import Reason
from placements.learning import Learning, Missing, Suggestion, Taught, courses_for
from profiles import access_log
from profiles.models import Student
from reference.languages import reading
from vacancies.models import Vacancy, VacancySkill

VACANCY = "vacancy"


class MissingSkill(Reading):
    id = serializers.UUIDField(allow_null=True, help_text="Null for words that no vocabulary knows.")
    name = serializers.CharField()
    weight = serializers.ChoiceField(choices=VacancySkill.Weight.choices, help_text="The heaviest.")
    asked = serializers.IntegerField(help_text="By how many of the vacancies.")


class TaughtMissing(Reading):
    missing = serializers.CharField(help_text="The name of what is missing.")
    taught = serializers.CharField(help_text="As the course words it.")
    because = serializers.ChoiceField(
        choices=[each.value for each in Reason], help_text="Whether it is the same, or how it is related."
    )


class SuggestedCourse(Reading):
    course = CourseSerializer()
    teaches = TaughtMissing(many=True)
    inReach = serializers.BooleanField(help_text="Within the student's reach, or online.")
    km = serializers.FloatField(allow_null=True)


class StudentCourses(Reading):
    missing = MissingSkill(many=True)
    courses = SuggestedCourse(many=True)


@extend_schema(tags=["students"])
class CoursesForStudent(Resource):
    """Courses that teach what a student misses."""

    queryset = Student.objects.none()
    serializer_class = StudentCourses
    parameters = {"retrieve": frozenset({VACANCY})}

    def get_queryset(self) -> Any:
        return Student.objects.in_care_of(self.request.user).select_related("programme", "place")

    @extend_schema(
        parameters=[
            OpenApiParameter(VACANCY, UUID, description="For this one; else for the twenty best matches.")
        ]
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Suggest courses for what a student misses: within reach first, and the first to begin first."""
        student = self.get_object()
        access_log.about(request, [student])
        found = courses_for(student, _vacancy(request))
        return Response(StudentCourses(_shown(found)).data)


def _vacancy(request: Request) -> Vacancy | None:
    text = request.query_params.get(VACANCY)
    if text is None:
        return None
    try:
        known = visible(Vacancy.objects.all(), request).filter(uuid=UUID(text)).first()
    except ValueError:
        known = None
    if known is None:
        raise ValidationError({VACANCY: [_("There is no such vacancy.")]})
    return known


def _shown(found: Learning) -> dict[str, Any]:
    return {
        "missing": [_missing(found, each) for each in found.missing],
        "courses": [_suggestion(found, each) for each in found.suggestions],
    }


def _missing(found: Learning, missing: Missing) -> dict[str, Any]:
    name = found.name(missing, reading())
    return {"id": missing.concept, "name": name, "weight": missing.weight, "asked": missing.asked}


def _suggestion(found: Learning, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "course": suggestion.course,
        "teaches": [_taught(found, each) for each in suggestion.teaches],
        "inReach": suggestion.in_reach,
        "km": None if suggestion.metres is None else round(suggestion.metres / 1000, 1),
    }


def _taught(found: Learning, taught: Taught) -> dict[str, Any]:
    name = found.name(taught.missing, reading())
    return {"missing": name, "taught": taught.by.text, "because": taught.because}
