"""Lectures that schools booked: taken, given or not, and called off."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.lecture_fields import BookingBody, BookingSerializer, HeldBody
from api.naming import refusals_by_field
from api.resource import Resource, visible
from placements import lecturing
from placements.models import Attendance, Event, GroupAttendance
from profiles import access_log
from profiles.models import School, Student, StudentGroup, User
from vacancies.models import Moment


class Booked(Resource):
    """What is answered about a booked lecture: numbers, whoever asks."""

    serializer_class = BookingSerializer

    def answer(self, event: Event, status: int = 200) -> Response:
        """Answer a booking as it is now."""
        rows = Event.objects.select_related("school", "place__municipality", "moment__lecture__company")
        shown = rows.get(pk=event.pk)
        shown.company = shown.moment.lecture.company
        shown.seats = shown.slots.filter(host__isnull=False).values_list("seats", flat=True)[0]
        shown.expected, shown.came = _numbers(shown)
        return Response(BookingSerializer(shown).data, status=status)


@extend_schema(tags=["lectures"])
class MomentBooking(Booked):
    """Booking a moment of a lecture, and calling that off."""

    queryset = Moment.objects.none()

    def get_queryset(self) -> QuerySet[Moment]:
        return visible(Moment.objects.select_related("lecture__company"), self.request)

    @extend_schema(request=BookingBody, responses={201: BookingSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Book a moment for classes of one's school; the company is told."""
        moment, body = self.get_object(), BookingBody(data=request.data)
        body.is_valid(raise_exception=True)
        told = body.validated_data
        groups = _classes(request, told.pop("classes"))
        booking = lecturing.Booking(groups, **told)
        with refusals_by_field():
            event = lecturing.book(moment, booking, school=_school(request.user, groups), by=request.user)
        return self.answer(event, status=201)


@extend_schema(tags=["lectures"])
class Bookings(Booked):
    """What became of a booked lecture."""

    queryset = Event.objects.none()

    def get_queryset(self) -> QuerySet[Event]:
        return visible(Event.objects.filter(moment__isnull=False), self.request)

    @extend_schema(request=None, responses=BookingSerializer)
    def call_off(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Call it off before it begins, as the school or the company; the other side is told."""
        event = self.get_object()
        with refusals_by_field():
            lecturing.cancel_booking(event, by=request.user)
        return self.answer(event)

    @extend_schema(request=HeldBody, responses=BookingSerializer)
    def held(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say that it was given; the school alone says how many of a class came, and which students."""
        event, body = self.get_object(), HeldBody(data=request.data)
        body.is_valid(raise_exception=True)
        with refusals_by_field():
            lecturing.hold(event, came=self._came(body.validated_data), by=request.user)
        return self.answer(event)

    @extend_schema(request=None, responses=BookingSerializer)
    def not_held(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say that it was not given."""
        event = self.get_object()
        with refusals_by_field():
            lecturing.not_held(event, by=request.user)
        return self.answer(event)

    def _came(self, told: dict[str, Any]) -> lecturing.Came | None:
        if not (told["classes"] or told["students"]):
            return None
        came = {each["id"]: each["came"] for each in told["classes"]}
        groups = _classes(self.request, list(came))
        wanted = told["students"]
        students = list(Student.objects.taught_by(self.request.user).filter(uuid__in=wanted))
        if len(students) < len(wanted):
            raise ValidationError({"students": [_("There is no such student.")]})
        access_log.about(self.request, students)
        return lecturing.Came({group: came[group.uuid] for group in groups}, students)


def _classes(request: Request, wanted: list[Any]) -> list[StudentGroup]:
    """Find classes by their ids among those that one sees."""
    found = list(visible(StudentGroup.objects.select_related("school"), request).filter(uuid__in=wanted))
    if len(found) < len(wanted):
        raise ValidationError({"classes": [_("There is no such class.")]})
    return found


def _school(user: User, groups: list[StudentGroup]) -> School:
    """Give the school that books: that of the classes, else one's only one."""
    if groups:
        return groups[0].school
    own = School.objects.filter(pk__in=user.school_ids)
    if len(own) != 1:
        raise ValidationError({"classes": [_("Name a class of the school that books.")]})
    return own[0]


def _numbers(event: Event) -> tuple[int, int]:
    """Count who is expected and who came, students and pupils together."""
    students = Attendance.objects.filter(slot__event=event).aggregate(
        expected=Count("pk"), came=Count("pk", filter=Q(checked_in_at__isnull=False))
    )
    pupils = GroupAttendance.objects.filter(slot__event=event).aggregate(
        expected=Sum("expected"), came=Sum("came")
    )
    expected = students["expected"] + (pupils["expected"] or 0)
    return expected, students["came"] + (pupils["came"] or 0)
