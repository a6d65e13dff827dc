"""How many places a vacancy has, which are kept apart, and how many applications may come in a month."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Day, Named, Reading, WholeNumber, Writing
from api.refusals import refusals
from api.resource import Resource, visible
from placements.seating import Kept, arrange
from profiles.models import Supervisor
from vacancies.access import may_edit_vacancy
from vacancies.models import Vacancy


class BlockSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    start = serializers.DateField(allow_null=True)
    end = serializers.DateField(allow_null=True)
    supervisor = Named(allow_null=True)
    seats = serializers.IntegerField()
    taken = serializers.IntegerField()


class SeatsSerializer(Reading):
    seats = serializers.IntegerField()
    taken = serializers.IntegerField(source="seats_taken")
    intakePerMonth = serializers.IntegerField(
        source="intake_per_month", allow_null=True, help_text="How many applications may come in a month."
    )
    blocks = BlockSerializer(many=True, help_text="Seats kept apart, for a period or with a supervisor.")


class BlockBody(Writing):
    id = serializers.UUIDField(required=False)
    start = Day(required=False, allow_null=True, default=None)
    end = Day(required=False, allow_null=True, default=None)
    supervisor = serializers.UUIDField(required=False, allow_null=True, default=None)
    seats = WholeNumber(min_value=1, max_value=999)


class SeatsBody(Writing):
    seats = WholeNumber(min_value=1, max_value=999)
    intakePerMonth = WholeNumber(required=False, allow_null=True, default=None, min_value=1, max_value=999)
    blocks = BlockBody(many=True, required=False, default=list)


@extend_schema(tags=["vacancies"])
class Seats(Resource):
    """For the company that offers the vacancy."""

    lookup_url_kwarg = "id"
    queryset = Vacancy.objects.none()
    serializer_class = SeatsSerializer

    def get_queryset(self) -> QuerySet[Vacancy]:
        return visible(Vacancy.objects.prefetch_related("blocks__supervisor"), self.request)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        vacancy = self.get_object()
        if not may_edit_vacancy(request.user, vacancy):
            raise Http404
        return Response(SeatsSerializer(vacancy).data)

    @extend_schema(request=SeatsBody)
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say how many there are; where some are kept apart, all are."""
        vacancy, body = self.get_object(), SeatsBody(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data
        kept = [self._kept(block) for block in told["blocks"]]
        with refusals():
            arrange(vacancy, seats=told["seats"], kept=kept, intake=told["intakePerMonth"], by=request.user)
        return Response(SeatsSerializer(self.get_object()).data)

    def _kept(self, told: dict[str, Any]) -> Kept:
        supervisor, asked = None, told["supervisor"]
        if asked:
            supervisor = Supervisor.objects.visible_to(self.request.user).filter(uuid=asked).first()
            if supervisor is None:
                raise serializers.ValidationError({"blocks": [_("There is no such supervisor.")]})
        return Kept(told["seats"], told["start"], told["end"], supervisor, told.get("id"))
