"""What the region, or a school, wants to reach in a school year."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.counting_asked import WHEN, WHOSE, own_school, school_asked
from api.fields import Named, Reading, WholeNumber, Writing
from api.filtering import read_school_year
from api.resource import Resource
from api.tabular import Tabular, described_as
from monitoring.indicators import Indicator
from monitoring.models import Target
from monitoring.targeting import BadTarget, BadYear, set_targets, targets_of
from profiles.enrolling import school_year_of
from profiles.models import School


class TargetSerializer(Reading):
    indicator = serializers.ChoiceField(choices=Indicator.choices)
    name = serializers.CharField(source="indicator.label")
    target = serializers.IntegerField(allow_null=True)


class TargetsSerializer(Reading):
    school = Named(allow_null=True, help_text="Null for the region.")
    schoolYear = serializers.IntegerField()
    note = serializers.CharField(help_text="Says so where no targets were set; else empty.")
    rows = TargetSerializer(many=True)


class TargetBody(Writing):
    indicator = serializers.ChoiceField(choices=Indicator.choices)
    target = WholeNumber(allow_null=True, help_text="Null takes it back.")


class TargetsBody(Writing):
    schoolYear = WholeNumber(help_text="The calendar year in which it begins.")
    school = serializers.UUIDField(required=False, allow_null=True, default=None)
    targets = TargetBody(many=True, allow_empty=False)


@extend_schema(tags=["indicators"])
class Targets(Tabular, Resource):
    """The region office sets those of the region, a coordinator those of the own school."""

    queryset = Target.objects.none()
    serializer_class = TargetsSerializer
    tables = frozenset({"read"})
    parameters = {"read": frozenset({"school", "schoolYear"})}

    @extend_schema(parameters=[WHEN[0], WHOSE], responses=described_as(TargetsSerializer))
    def read(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Show the targets of a school year, of every indicator."""
        school = school_asked(request)
        return _answer(school, read_school_year(request, school_year_of(timezone.localdate())))

    @extend_schema(request=TargetsBody, responses=TargetsSerializer)
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Set targets, or take them back; those not named stay as they are."""
        body = TargetsBody(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data
        school = own_school(request, told["school"] and str(told["school"]))
        year, wanted = told["schoolYear"], {each["indicator"]: each["target"] for each in told["targets"]}
        if len(wanted) != len(told["targets"]):
            raise ValidationError({"targets": [_("Name each one once.")]}, code="repeated")
        try:
            set_targets(year, wanted, by=request.user, school=school)
        except BadYear as error:
            text = _("No targets are kept for that school year: too long ago, or too far ahead.")
            raise ValidationError({"schoolYear": [text]}, code="bad_year") from error
        except BadTarget as error:
            text = _("A target is a number from 0 to 1,000,000, a percentage from 0 to 100.")
            raise ValidationError({"targets": [text]}, code="bad_target") from error
        return _answer(school, year)


def _answer(school: School | None, year: int) -> Response:
    found = targets_of(year, school=school)
    note = _("No targets were set for %(year)s.") % {"year": f"{year}–{year + 1}"}
    rows = [{"indicator": each, "target": found.get(each)} for each in Indicator]
    told = {"school": school, "schoolYear": year, "note": "" if found else note, "rows": rows}
    return Response(TargetsSerializer(told).data)
