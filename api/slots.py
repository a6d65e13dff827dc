"""Coming to a slot of an event, and being there."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.event_bodies import look_up, told
from api.event_fields import (
    AttendanceBody,
    CheckedIn,
    CheckInBody,
    PresenceBody,
    PresenceSerializer,
    SlotSerializer,
)
from api.resource import Resource, visible
from placements import attending, checking_in
from placements.models import Slot
from profiles import access_log
from profiles.models import Student, StudentGroup


@extend_schema(tags=["events"])
class Slots(Resource):
    """A slot of an event that one may see."""

    queryset = Slot.objects.none()
    serializer_class = SlotSerializer

    def get_queryset(self) -> QuerySet[Slot]:
        slots = Slot.objects.with_taken().with_came()
        return visible(slots.select_related("event__place", "host__company"), self.request)

    @extend_schema(request=AttendanceBody, responses={201: SlotSerializer})
    def attend(self, request: Request, **kwargs: Any) -> Response:
        """Expect oneself, a student of one's school, or pupils of a class who have no profile."""
        slot, body = self.get_object(), AttendanceBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        if {"group", "people"} & said.keys():
            self._expect_class(slot, said)
        else:
            student = self._student(said.get("student"))
            with told():
                attending.expect(slot, student, by=request.user)
        own = getattr(request.user, "student", None)
        mine = {slot.pk} if own and slot.attendances.filter(student=own).exists() else set()
        context = {"expected_in": mine if own else None, "reader": request.user}
        data = SlotSerializer(self.get_object(), context=context).data
        return Response(data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def no_student(self, request: Request, student: UUID, **kwargs: Any) -> Response:
        """Let a student not come after all: oneself, or one of one's school."""
        slot, row = self.get_object(), _own_students(request).filter(uuid=student).first()
        if row is None:
            raise Http404
        access_log.about(request, [row])
        with told():
            attending.no_longer_expect(slot, row, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def no_class(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Let the pupils of a class not come after all."""
        slot, row = self.get_object(), visible(StudentGroup.objects.filter(uuid=group), request).first()
        if row is None:
            raise Http404
        with told():
            attending.no_longer_expect_class(slot, row, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=PresenceBody, responses=PresenceSerializer)
    def check_in(self, request: Request, **kwargs: Any) -> Response:
        """Say from the roster which students are there, or how many pupils of a class came."""
        slot, body = self.get_object(), PresenceBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        if "students" in said:
            self._mark(slot, said)
        else:
            group = self._group(said.get("group"), said.get("came"), "came")
            with told(people="came"):
                checking_in.count_class(slot, group, said["came"], by=request.user)
        return Response(PresenceSerializer(self.get_object()).data)

    def _expect_class(self, slot: Slot, said: dict[str, Any]) -> None:
        group = self._group(said.get("group"), said.get("people"), "people")
        with told():
            attending.expect_class(slot, group, said["people"], by=self.request.user)

    def _mark(self, slot: Slot, said: dict[str, Any]) -> None:
        asked = said["students"]
        students = list(_own_students(self.request).filter(uuid__in=asked))
        access_log.about(self.request, students)
        if len(students) < len(asked):
            raise ValidationError({"students": [_("There is no such row that you may see.")]})
        verb = checking_in.mark_there if said["there"] else checking_in.unmark
        with told():
            verb(slot, students, by=self.request.user)

    def _student(self, uuid: UUID | None) -> Student:
        own = getattr(self.request.user, "student", None)
        student = look_up(_own_students(self.request), uuid, "student") if uuid else own
        if student is None:
            raise ValidationError({"student": [_("Say which student comes, or how many of a class.")]})
        access_log.about(self.request, [student])
        return student

    def _group(self, uuid: UUID | None, number: int | None, name: str) -> StudentGroup:
        group = look_up(visible(StudentGroup.objects.all(), self.request), uuid, "group")
        if group is None or number is None:
            missing = "group" if group is None else name
            raise ValidationError({missing: [_("Say which class, and how many.")]})
        return group


@extend_schema(tags=["events"])
class CheckIns(Resource):
    """Checking in with the code of a slot."""

    queryset = Slot.objects.none()
    serializer_class = CheckedIn

    @extend_schema(request=CheckInBody, responses={200: CheckedIn})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Check in, as a student, with the code that hangs at the host."""
        body = CheckInBody(data=request.data)
        body.is_valid(raise_exception=True)
        access_log.about(request, [request.user.student])
        with told():
            attendance = checking_in.check_in(body.validated_data["code"], by=request.user)
        return Response(CheckedIn(attendance).data)


def _own_students(request: Request) -> QuerySet[Student]:
    return Student.objects.in_care_of(request.user)
