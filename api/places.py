"""Places by postcode."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers

from api.fields import Reading
from api.filtering import WordFilter
from api.resource import Resource
from reference.models import Place


class PlaceFilter(filters.FilterSet):
    country = WordFilter(lookup_expr="iexact")
    postcode = WordFilter()
    municipality = WordFilter(field_name="municipality__name", lookup_expr="iexact")
    search = WordFilter(field_name="name", lookup_expr="istartswith")


class PlaceSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    country = serializers.CharField()
    postcode = serializers.CharField()
    name = serializers.CharField()
    municipality = serializers.CharField(source="municipality.name", default=None, allow_null=True)
    inRegion = serializers.BooleanField(source="municipality.in_region", default=False)
    lat = serializers.FloatField()
    lon = serializers.FloatField()


@extend_schema(tags=["reference"])
class Places(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Postcode areas with their centres, in degrees."""

    queryset = Place.objects.select_related("municipality")
    serializer_class = PlaceSerializer
    filterset_class = PlaceFilter
