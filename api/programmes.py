"""Programmes that schools teach."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers

from api.fields import Reading
from api.filtering import WordFilter
from api.resource import Resource
from reference.levels import Level
from reference.models import Programme


class ProgrammeFilter(filters.FilterSet):
    register = filters.ChoiceFilter(choices=Programme.Register)
    code = WordFilter()
    level = filters.ChoiceFilter(choices=Level)
    sector = WordFilter(field_name="sector__code")
    search = WordFilter(field_name="name", lookup_expr="icontains")


class ProgrammeSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    register = serializers.ChoiceField(choices=Programme.Register.choices)
    code = serializers.CharField()
    name = serializers.CharField()
    nameEn = serializers.CharField(source="name_en")
    level = serializers.ChoiceField(choices=Level.choices)
    sector = serializers.CharField(source="sector.code", default=None, allow_null=True)
    validFrom = serializers.DateField(source="valid_from", allow_null=True)
    validUntil = serializers.DateField(source="valid_until", allow_null=True)
    checkedOn = serializers.DateField(source="checked_on", allow_null=True)


@extend_schema(tags=["reference"])
class Programmes(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Programmes by crebo or croho code."""

    queryset = Programme.objects.select_related("sector")
    serializer_class = ProgrammeSerializer
    filterset_class = ProgrammeFilter
