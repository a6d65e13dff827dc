"""Schools and their classes."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.event_bodies import told
from api.fields import Located, Named, Reading, WholeNumber, Writing
from api.filtering import WordFilter, YearFilter
from api.programmes import ProgrammeSerializer
from api.resource import Resource, visible
from placements import attending
from profiles.models import School, StudentGroup
from reference.levels import Level

MOST_PUPILS = 999


class SchoolFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=School.Kind)
    search = WordFilter(field_name="name", lookup_expr="icontains")


class SchoolSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    slug = serializers.CharField()
    kind = serializers.ChoiceField(choices=School.Kind.choices)
    place = Located(allow_null=True)


@extend_schema(tags=["schools"])
class Schools(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The schools that take part."""

    queryset = School.objects.none()
    serializer_class = SchoolSerializer
    filterset_class = SchoolFilter

    def get_queryset(self) -> QuerySet[School]:
        return visible(School.objects.select_related("place__municipality"), self.request)


class ClassFilter(filters.FilterSet):
    school = filters.UUIDFilter(field_name="school__uuid")
    schoolYear = YearFilter(field_name="school_year")
    level = filters.ChoiceFilter(choices=Level)
    programme = WordFilter(field_name="programme__code")


class ClassSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    school = Named()
    schoolYear = serializers.IntegerField(source="school_year")
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    programme = ProgrammeSerializer(allow_null=True)
    size = serializers.IntegerField(help_text="Students enrolled today, and pupils without a profile.")
    pupils = serializers.IntegerField(help_text="Those without a profile here: a number, no people.")


class ClassEdit(Writing):
    pupils = WholeNumber(min_value=0, max_value=MOST_PUPILS)


@extend_schema(tags=["schools"])
class Classes(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The classes of one's own school."""

    queryset = StudentGroup.objects.none()
    serializer_class = ClassSerializer
    filterset_class = ClassFilter

    def get_queryset(self) -> QuerySet[StudentGroup]:
        groups = StudentGroup.objects.select_related("school", "programme__sector").with_size()
        return visible(groups, self.request).order_by("-school_year", "name", "pk")

    @extend_schema(request=ClassEdit, responses=ClassSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say how many pupils of a class have no profile here."""
        group, body = self.get_object(), ClassEdit(data=request.data)
        body.is_valid(raise_exception=True)
        with told(people="pupils"):
            attending.set_pupils(group, body.validated_data["pupils"], by=request.user)
        return Response(ClassSerializer(self.get_object()).data)
