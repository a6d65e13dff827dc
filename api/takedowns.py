"""Taking vacancies down, and allowing them again: the region office's."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Writing
from api.resource import Resource, visible
from api.vacancies import VacancySerializer, with_everything
from matching.words import clean
from profiles.reading.values import BadValue, read_text
from vacancies import taking_down
from vacancies.models import Vacancy

LONGEST = Vacancy._meta.get_field("taken_down_because").max_length


class TakeDownBody(Writing):
    because = serializers.CharField(max_length=LONGEST, help_text="The company reads it.")


@extend_schema(tags=["vacancies"])
class Takedowns(Resource):
    queryset = Vacancy.objects.none()
    serializer_class = VacancySerializer

    def get_queryset(self) -> QuerySet[Vacancy]:
        return with_everything(visible(Vacancy.objects.all(), self.request))

    @extend_schema(request=TakeDownBody, responses=VacancySerializer)
    def take_down(self, request: Request, **kwargs: Any) -> Response:
        """Close a vacancy so that its company cannot open it by itself; the company is told why."""
        vacancy, body = self.get_object(), TakeDownBody(data=request.data)
        body.is_valid(raise_exception=True)
        taking_down.take_down(vacancy, because=_read(body.validated_data["because"]), by=request.user)
        return Response(VacancySerializer(self.get_object()).data)

    @extend_schema(request=None, responses=VacancySerializer)
    def allow(self, request: Request, **kwargs: Any) -> Response:
        """Let a company open a vacancy again that was taken down; the company is told."""
        taking_down.allow(self.get_object(), by=request.user)
        return Response(VacancySerializer(self.get_object()).data)


def _read(text: str) -> str:
    try:
        return read_text(clean(text), most=LONGEST)
    except BadValue as error:
        raise ValidationError({"because": [error.detail]}, code=error.code) from error
