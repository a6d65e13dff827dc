"""Skills wanted against offered: for a school its own students, for the region office all of them."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.calling import PAGED, PAGES
from api.fields import Named, Reading
from api.pagination import PageNumbers
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.skills_gap import Narrowed, gap_for
from profiles.models import School
from reference.levels import Level
from reference.models import Sector


class GapSerializer(Reading):
    skill = Named()
    must = serializers.IntegerField(help_text="Free seats of open vacancies that must have it.")
    should = serializers.IntegerField()
    nice = serializers.IntegerField()
    wanted = serializers.IntegerField(help_text="The sum of the three.")
    students = serializers.IntegerField(
        allow_null=True, help_text="Students who have it; null when too few to tell."
    )
    able = serializers.IntegerField(allow_null=True, help_text="Those who can do it; null likewise.")
    gap = serializers.IntegerField(allow_null=True, help_text="Wanted minus students.")


class SkillsGapSerializer(Reading):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    exact = serializers.BooleanField(
        help_text="Whether numbers of students are exact; if not, to the nearest five, from five on."
    )
    rows = GapSerializer(many=True)


@extend_schema(tags=["cockpit"])
class SkillsGap(Tabular, Resource):
    """Across the vacancies of the region."""

    queryset = School.objects.none()
    serializer_class = SkillsGapSerializer
    tables = frozenset({"gap"})
    parameters = {"gap": PAGED | {"sector", "level"}}

    @extend_schema(
        parameters=[
            OpenApiParameter("sector", str, description="The code of a sector."),
            OpenApiParameter("level", str, enum=Level.values),
            *PAGES,
        ],
        responses=described_as(SkillsGapSerializer),
    )
    def gap(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Hold the skills that open vacancies ask against those that students have, largest gaps first."""
        found = gap_for(request.user, _narrowed(request))
        rows, about = PageNumbers().rows_of(found.rows, request)
        return Response(SkillsGapSerializer(about | {"exact": found.exact, "rows": rows}).data)


def _narrowed(request: Request) -> Narrowed:
    """Read what to narrow by; raises ValidationError for what is not known."""
    asked = request.query_params
    known = {"sector": set(Sector.objects.values_list("code", flat=True)), "level": set(Level.values)}
    for name, values in known.items():
        if name in asked and asked[name] not in values:
            listed = ", ".join(sorted(values)) or "–"
            raise ValidationError({name: [_("Give one of: %(known)s.") % {"known": listed}]})
    return Narrowed(asked.get("sector"), asked.get("level"))
