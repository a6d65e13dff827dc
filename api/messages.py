"""Messages in an application: read by both sides, written by whoever writes for a side."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Reading, Writing
from api.refusals import refusals
from api.resource import Resource, visible
from placements import messaging
from placements.models import Application, Message, Step
from placements.models.message import LONGEST
from profiles import access_log
from profiles.reading.values import BadValue

SIDES = [each for each in Step.Side.choices if each[0] != Step.Side.CLOCK]


class MessageSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    side = serializers.ChoiceField(choices=SIDES, help_text="Which side wrote.")
    text = serializers.CharField()
    sentAt = serializers.DateTimeField(source="sent_at")
    readAt = serializers.DateTimeField(
        source="read_at", allow_null=True, help_text="When the other side said that it was seen."
    )


class MessageBody(Writing):
    text = serializers.CharField(max_length=LONGEST)


@extend_schema(tags=["applications"])
class Messages(mixins.ListModelMixin, Resource):
    """What was written in an application, the first first."""

    queryset = Message.objects.none()
    serializer_class = MessageSerializer

    def get_queryset(self) -> QuerySet[Message]:
        if "id" not in self.kwargs:  # the schema generator asks of nobody
            return self.queryset
        try:
            return messaging.thread(self._application(), by=self.request.user)
        except PermissionDenied as error:
            raise Http404 from error

    @extend_schema(request=MessageBody, responses={201: MessageSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Write to the other side, who is told that there is a message."""
        application, body = self._application(), MessageBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals():
            try:
                message = messaging.write(application, body.validated_data["text"], by=request.user)
            except BadValue as error:
                raise ValidationError({"text": [error.detail]}, code=error.code) from error
        return Response(MessageSerializer(message).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    def mark_read(self, request: Request, **kwargs: Any) -> Response:
        """Say that one's side saw what was written to it."""
        messaging.mark_read(self._application(), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _application(self) -> Application:
        seen = visible(Application.objects.select_related("student", "vacancy__company"), self.request)
        application = get_object_or_404(seen, uuid=self.kwargs["id"])
        access_log.about(self.request, [application.student])
        return application
