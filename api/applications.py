"""Applications and invitations, each side seeing its own half."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.application_fields import (
    ApplicationSerializer,
    CareApplication,
    CompanyApplication,
    DeclineBody,
    MarkBody,
    NamedProfile,
    OfferBody,
    StudentApplication,
    TalkBody,
)
from api.refusals import refusals
from api.resource import Resource, visible
from placements import answering, blocking, talking
from placements.access import Side, side_of
from placements.models import Application
from placements.naming import open_profile
from profiles import access_log
from profiles.models import Student

WRITTEN = {
    Side.STUDENT: StudentApplication,
    Side.COMPANY: CompanyApplication,
    Side.CARE: CareApplication,
}
BY_SIDE = PolymorphicProxySerializer(
    component_name="Application", serializers=list(WRITTEN.values()), resource_type_field_name=None
)
ONE: dict[str, Any] = {"detail": True, "filterset_class": None, "pagination_class": None}


class ApplicationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Application.State, method="in_state")
    door = filters.ChoiceFilter(choices=Application.Door)
    vacancy = filters.UUIDFilter(field_name="vacancy__uuid")

    def in_state(self, rows: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return rows.in_state(value)


# Writes each row for the side from which it is read.
class EachSide(ApplicationSerializer):
    def to_representation(self, instance: Application) -> dict[str, Any]:
        return WRITTEN[side_of(self.context["request"].user, instance)](instance, context=self.context).data


@extend_schema(tags=["applications"])
class Applications(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Who applied and who is invited, as far as one may see it."""

    queryset = Application.objects.none()
    serializer_class = EachSide
    filterset_class = ApplicationFilter

    def get_queryset(self) -> QuerySet[Application]:
        return visible(Application.objects.with_both_sides(), self.request).prefetch_related("steps", "talks")

    def get_object(self) -> Application:
        application = super().get_object()
        access_log.about(self.request, [application.student])
        return application

    def paginate_queryset(self, queryset: QuerySet[Application]) -> list[Application]:
        page = super().paginate_queryset(queryset)
        access_log.about(self.request, [each.student for each in page])
        return page

    @extend_schema(responses=BY_SIDE)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=BY_SIDE)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=None, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def talk(self, request: Request, **kwargs: Any) -> Response:
        """Say, as the company, that one wants to talk."""
        return self._act(answering.talk)

    @extend_schema(request=OfferBody, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def offer(self, request: Request, **kwargs: Any) -> Response:
        """Offer a place, as the company; the student has the last word."""
        body = OfferBody(data=request.data)
        body.is_valid(raise_exception=True)
        return self._act(lambda application, by: answering.offer(application, body.offer, by=by))

    @extend_schema(request=None, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def accept(self, request: Request, **kwargs: Any) -> Response:
        """Say yes, as the student: to an invitation or proposal, which shows the name, or to a place."""
        return self._act(answering.accept)

    @extend_schema(request=DeclineBody, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def decline(self, request: Request, **kwargs: Any) -> Response:
        """Say no, for a reason from the list."""
        body = DeclineBody(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data.get("reason", "")
        return self._act(lambda application, by: answering.decline(application, by=by, reason=reason))

    @extend_schema(request=None, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take back what one asked, or as the student what was agreed before it starts."""
        return self._act(answering.withdraw)

    @extend_schema(request=TalkBody, responses=BY_SIDE)
    @action(**ONE, methods=["post"])
    def talks(self, request: Request, **kwargs: Any) -> Response:
        """Plan a talk as the company, or move the planned one; an application is in conversation by it."""
        body = TalkBody(data=request.data)
        body.is_valid(raise_exception=True)
        return self._act(lambda application, by: talking.plan(application, by=by, **body.validated_data))

    @extend_schema(operation_id="applications_talk_outcome", request=MarkBody, responses=BY_SIDE)
    @action(**ONE, methods=["post"], url_path="talks/outcome", url_name="talk-outcome")
    def talk_outcome(self, request: Request, **kwargs: Any) -> Response:
        """Say that the planned talk was held or not (the company, once it began), or call it off before."""
        body = MarkBody(data=request.data)
        body.is_valid(raise_exception=True)
        return self._act(
            lambda application, by: talking.mark(application, body.validated_data["state"], by=by)
        )

    @extend_schema(responses=NamedProfile)
    @action(**ONE)
    def student(self, request: Request, **kwargs: Any) -> Response:
        """Show the company who is behind an application; the student sees that it looked."""
        try:
            shown = open_profile(self.get_object(), by=request.user)
        except (Student.DoesNotExist, PermissionDenied) as error:
            raise Http404 from error
        return Response(NamedProfile(shown).data)

    @extend_schema(request=DeclineBody, responses={204: None})
    @action(**ONE, methods=["post"])
    def block(self, request: Request, **kwargs: Any) -> Response:
        """Block the other side; a company that declines something by it says why."""
        body = DeclineBody(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data.get("reason", "")
        with refusals():
            blocking.block_other_side(self.get_object(), by=request.user, reason=reason)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _act(self, verb: Callable[..., None]) -> Response:
        application = self.get_object()
        with refusals():
            verb(application, by=self.request.user)
        return Response(self.get_serializer(self.get_object()).data)
