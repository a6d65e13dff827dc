"""Companies that take part."""

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers

from api.fields import Located, Reading
from api.filtering import WordFilter
from api.resource import Resource, visible
from profiles.models import Company, Establishment


class CompanyFilter(filters.FilterSet):
    sector = WordFilter(field_name="sector__code")
    search = WordFilter(field_name="name", lookup_expr="icontains")


class EstablishmentSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    place = Located(allow_null=True)
    leerbedrijfId = serializers.CharField(source="leerbedrijf_id", allow_null=True)


class CompanySerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()
    slug = serializers.CharField()
    sector = serializers.CharField(source="sector.code", default=None, allow_null=True)
    website = serializers.CharField()
    verified = serializers.SerializerMethodField()
    establishments = EstablishmentSerializer(many=True)

    def get_verified(self, company: Company) -> bool:
        return company.verified_at is not None


@extend_schema(tags=["companies"])
class Companies(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Verified companies with their establishments."""

    queryset = Company.objects.none()
    serializer_class = CompanySerializer
    filterset_class = CompanyFilter

    def get_queryset(self) -> QuerySet[Company]:
        companies = Company.objects.select_related("sector")
        located = Establishment.objects.select_related("place__municipality")
        return visible(companies, self.request).prefetch_related(Prefetch("establishments", located))
