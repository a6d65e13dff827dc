"""How events, their slots, rosters and codes are read and written."""

from typing import Any

from rest_framework import serializers

from api.fields import EachOnce, Located, Moment, Named, Reading, WholeNumber, Writing
from placements import crowds
from placements.models import Event
from placements.staging import MOST_ADDRESS, MOST_DESCRIPTION, MOST_SEATS, MOST_STAND, MOST_TITLE

MOST_AT_ONCE = 200


class SlotSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    company = Named(source="host.company", default=None, allow_null=True, help_text="Null: the whole event.")
    startsAt = serializers.DateTimeField(source="starts_at")
    endsAt = serializers.DateTimeField(source="ends_at")
    seats = serializers.IntegerField(allow_null=True, help_text="Null: for everybody.")
    free = serializers.SerializerMethodField(
        help_text="Null: for everybody, or where too few people come to tell."
    )
    comes = serializers.SerializerMethodField(help_text="Whether you, as a student, are expected here.")

    def get_free(self, slot: Any) -> int | None:
        return crowds.free_seats(slot, to=self.context["reader"])

    def get_comes(self, slot: Any) -> bool | None:
        own = self.context.get("expected_in")
        return None if own is None else slot.pk in own


class HostSerializer(Reading):
    company = Named()
    stand = serializers.CharField()


class EventSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    state = serializers.ChoiceField(choices=Event.State.choices)
    title = serializers.CharField()
    description = serializers.CharField()
    school = Named(allow_null=True, help_text="Null: of the region.")
    place = Located(allow_null=True)
    address = serializers.CharField()
    startsAt = serializers.DateTimeField(source="starts_at")
    endsAt = serializers.DateTimeField(source="ends_at")
    hosts = HostSerializer(many=True)
    slots = SlotSerializer(many=True)
    updatedAt = serializers.DateTimeField(source="updated_at")


class PartBody(Writing):
    startsAt = Moment(source="starts_at", required=False, allow_null=True, default=None)
    endsAt = Moment(source="ends_at", required=False, allow_null=True, default=None)
    seats = WholeNumber(min_value=1, max_value=MOST_SEATS, required=False, allow_null=True, default=None)


class HostBody(Writing):
    company = serializers.UUIDField()
    establishment = serializers.UUIDField(required=False, allow_null=True, default=None)
    stand = serializers.CharField(max_length=MOST_STAND, required=False, allow_blank=True, default="")
    slots = PartBody(many=True, required=False, default=list, max_length=MOST_AT_ONCE)


class SlotBody(PartBody):
    company = serializers.UUIDField(required=False, allow_null=True, default=None)


class EventEdit(Writing):
    title = serializers.CharField(max_length=MOST_TITLE)
    startsAt = Moment(source="starts_at")
    endsAt = Moment(source="ends_at")
    place = serializers.UUIDField(required=False, allow_null=True)
    address = serializers.CharField(max_length=MOST_ADDRESS, required=False, allow_blank=True)
    description = serializers.CharField(max_length=MOST_DESCRIPTION, required=False, allow_blank=True)


class EventBody(EventEdit):
    """Without a school it is of the region; without slots there is one, for the whole event."""

    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    school = serializers.UUIDField(required=False, allow_null=True, default=None)
    hosts = HostBody(many=True, required=False, default=list, max_length=MOST_AT_ONCE)
    slots = serializers.ListSerializer(
        child=PartBody(), required=False, default=None, allow_null=True, max_length=MOST_AT_ONCE
    )


class CodeSerializer(Reading):
    slot = serializers.UUIDField(source="slot.uuid")
    company = Named(source="slot.host.company", default=None, allow_null=True)
    startsAt = serializers.DateTimeField(source="slot.starts_at")
    endsAt = serializers.DateTimeField(source="slot.ends_at")
    code = serializers.CharField()
    address = serializers.CharField(help_text="What the QR code leads to.")
    svg = serializers.CharField(help_text="The QR code, drawn.")


class CodesSerializer(Reading):
    rows = CodeSerializer(many=True)


class LineSerializer(Reading):
    slot = serializers.UUIDField(source="slot.uuid")
    startsAt = serializers.DateTimeField(source="slot.starts_at")
    endsAt = serializers.DateTimeField(source="slot.ends_at")
    company = serializers.CharField(allow_null=True)
    className = serializers.CharField(source="class_name", allow_null=True)
    pupil = serializers.IntegerField(allow_null=True, help_text="Of a class whose names its school holds.")
    student = serializers.UUIDField(source="student.uuid", default=None, allow_null=True)
    name = serializers.CharField(allow_null=True)
    expected = serializers.IntegerField(allow_null=True, help_text="Null where they are too few to tell.")
    came = serializers.IntegerField(allow_null=True)


class ClassCountSerializer(Reading):
    slot = serializers.UUIDField(source="slot.uuid")
    group = Named()
    expected = serializers.IntegerField()
    came = serializers.IntegerField(allow_null=True)


class RosterSerializer(Reading):
    rows = LineSerializer(many=True)
    classes = ClassCountSerializer(many=True)


class AttendanceBody(Writing):
    """Nothing for oneself; a student of one's school; or so many of a class who have no profile."""

    student = serializers.UUIDField(required=False)
    group = serializers.UUIDField(required=False)
    people = WholeNumber(min_value=1, max_value=MOST_SEATS, required=False)


class CheckInBody(Writing):
    code = serializers.CharField(max_length=40)


class CheckedIn(Reading):
    event = serializers.CharField(source="slot.event.title")
    company = serializers.CharField(source="slot.host.company.name", default=None, allow_null=True)
    at = serializers.DateTimeField(source="checked_in_at")


class PresenceBody(Writing):
    """Students who are there (or, ``there`` being false, are not after all), or how many of a class came."""

    students = EachOnce(child=serializers.UUIDField(), required=False, min_length=1, max_length=MOST_AT_ONCE)
    there = serializers.BooleanField(required=False, default=True)
    group = serializers.UUIDField(required=False)
    came = WholeNumber(min_value=0, max_value=MOST_SEATS, required=False)


class PresenceSerializer(Reading):
    expected = serializers.IntegerField(source="taken")
    came = serializers.IntegerField()
