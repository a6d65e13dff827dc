"""Events: what is planned where, who hosts, in which slots one comes, and what is printed for the day."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import versions
from api.event_bodies import hosting_of, look_up, part_of, told
from api.event_fields import (
    CodesSerializer,
    EventBody,
    EventEdit,
    EventSerializer,
    HostBody,
    RosterSerializer,
    SlotBody,
)
from api.filtering import DayFilter
from api.resource import Resource, visible
from api.tabular import Tabular, described_as
from placements import calendar_files, rosters, staging
from placements.access import may_organise
from placements.models import Attendance, Event, Host, Slot
from placements.printing_codes import may_print_codes, posters
from profiles import access_log, mailing
from profiles.models import Company, School
from reference.models import Place

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)
ONE: dict[str, Any] = {"detail": True, "filterset_class": None, "pagination_class": None}
ACT: dict[str, Any] = ONE | {"methods": ["post"]}


class EventFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(choices=Event.Kind)
    state = filters.ChoiceFilter(choices=Event.State)
    school = filters.UUIDFilter(field_name="school__uuid")
    startFrom = DayFilter(field_name="starts_at", lookup_expr="date__gte")
    startUntil = DayFilter(field_name="starts_at", lookup_expr="date__lte")


def with_everything(events: QuerySet[Event]) -> QuerySet[Event]:
    """Read along what the serializer shows, in a constant number of queries."""
    return events.select_related("school", "place__municipality").prefetch_related(
        Prefetch("hosts", Host.objects.select_related("company")),
        Prefetch("slots", Slot.objects.with_taken().select_related("host__company")),
    )


@extend_schema(tags=["events"])
class Events(Tabular, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """What one can go to, hosts or organises, the first first."""

    queryset = Event.objects.none()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    tables = frozenset({"roster"})

    def get_queryset(self) -> QuerySet[Event]:
        return with_everything(visible(Event.objects.all(), self.request))

    def get_serializer_context(self) -> dict[str, Any]:
        student = getattr(self.request.user, "student", None) if self.request else None
        rows = Attendance.objects.filter(student=student).values_list("slot", flat=True)
        own = {"expected_in": set(rows) if student else None, "reader": self.request and self.request.user}
        return super().get_serializer_context() | own

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(self.get_object())

    @extend_schema(request=EventBody, responses={201: EventSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Plan an event of one's school or, without one, of the region, with its hosts and slots."""
        body = EventBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = dict(body.validated_data)
        school = look_up(visible(School.objects.all(), request), said.pop("school"), "school")
        hosts = [hosting_of(request, each, "hosts") for each in said.pop("hosts")]
        slots = said.pop("slots")
        parts = None if slots is None else [part_of(each) for each in slots]
        place = look_up(Place.objects.all(), said.pop("place", None), "place")
        with told():
            event = staging.plan_event(
                by=request.user, school=school, place=place, hosts=hosts, parts=parts, **said
            )
        return self._again(event, status.HTTP_201_CREATED)

    @extend_schema(request=EventEdit, responses=EventSerializer, parameters=[IF_MATCH])
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is said of an event; when it moves, its slots move along."""
        event = self.get_object()
        versions.check(request, event)
        body = EventEdit(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        changes = dict(body.validated_data)
        if "place" in changes:
            changes["place"] = look_up(Place.objects.all(), changes["place"], "place")
        with told(slots="startsAt"):
            staging.change_event(event, by=request.user, changes=changes)
        return self._again(event)

    @extend_schema(request=None, responses=EventSerializer)
    @action(**ACT)
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Call an event off."""
        event = self.get_object()
        with told():
            staging.cancel_event(event, by=request.user)
        return self._again(event)

    @extend_schema(request=HostBody, responses={201: EventSerializer})
    @action(**ACT)
    def hosts(self, request: Request, **kwargs: Any) -> Response:
        """Let a company come, with its slots."""
        event, body = self.get_object(), HostBody(data=request.data)
        body.is_valid(raise_exception=True)
        hosting = hosting_of(request, body.validated_data)
        with told(endsAt="slots", seats="slots"):
            staging.add_host(event, hosting, by=request.user)
        return self._again(event, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def remove_host(self, request: Request, id: UUID, company: UUID, **kwargs: Any) -> Response:
        """Let a company not come after all; nobody is expected there."""
        event = self.get_object()
        known = get_object_or_404(visible(Company.objects.all(), request), uuid=company)
        if not may_organise(request.user, event):
            raise PermissionDenied
        host = get_object_or_404(event.hosts.all(), company=known)
        with told():
            staging.remove_host(host, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SlotBody, responses={201: EventSerializer})
    @action(**ACT)
    def slots(self, request: Request, **kwargs: Any) -> Response:
        """Add a slot at one host, or of the whole event."""
        event, body = self.get_object(), SlotBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        company = look_up(Company.objects.filter(hosts__event=event), said["company"], "company")
        host = event.hosts.get(company=company) if company else None
        with told(slots="startsAt"):
            staging.add_slot(event, part_of(said), host=host, by=request.user)
        return self._again(event, status.HTTP_201_CREATED)

    @extend_schema(responses=CodesSerializer)
    @action(**ONE)
    def codes(self, request: Request, **kwargs: Any) -> Response:
        """Give the codes to hang up: of all slots to who organises the event, of its own to a host."""
        event = self.get_object()
        if not may_print_codes(request.user, event):
            raise Http404
        return Response(CodesSerializer({"rows": posters(event, by=request.user)}).data)

    @extend_schema(responses=described_as(RosterSerializer))
    @action(**ONE)
    def roster(self, request: Request, **kwargs: Any) -> Response:
        """Tell who comes: one's own students by name, the pupils of one's classes by number, and of all
        others, to who organises or hosts it, how many."""
        event = self.get_object()
        if not rosters.may_read_roster(request.user, event):
            raise Http404
        read = rosters.roster(event, by=request.user)
        access_log.about(request, read.students)
        return Response(RosterSerializer({"rows": read.lines, "classes": read.classes}).data)

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR})
    @action(**ONE)
    def calendar(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Give the event, or the slots in which you are expected, as a file for a calendar."""
        event = self.get_object()
        own = self.get_serializer_context()["expected_in"] or ()
        slots = [slot for slot in event.slots.all() if slot.pk in own]
        text = calendar_files.of_event(event, slots, mailing.link("event", event.uuid))
        disposition = {"Content-Disposition": 'attachment; filename="event.ics"'}
        return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=disposition)

    def _again(self, event: Event, code: int = status.HTTP_200_OK) -> Response:
        return self._answer(self.get_queryset().get(pk=event.pk), code)

    def _answer(self, event: Event, code: int = status.HTTP_200_OK) -> Response:
        data = EventSerializer(event, context=self.get_serializer_context()).data
        return Response(data, status=code, headers=versions.etag(event))
