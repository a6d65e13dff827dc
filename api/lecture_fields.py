"""What a lecture is over HTTP, when it can be had, and what became of one that a school booked."""

from rest_framework import serializers

from api.application_fields import Titled
from api.fields import EachOnce, Located, Moment, Named, Reading, WholeNumber, Writing
from api.naming import PlaceId, SectorCode
from placements.models import Event
from vacancies.course_words import LONGEST_DESCRIPTION
from vacancies.models import Lecture

MOST_PEOPLE = 9999
MOST_CLASSES = 50


class MomentSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    startsAt = serializers.DateTimeField(source="starts_at")
    endsAt = serializers.DateTimeField(source="ends_at")
    booked = serializers.BooleanField()


class LectureSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    company = Named()
    establishment = Named(allow_null=True)
    place = Located(source="establishment.place", default=None, allow_null=True)
    kind = serializers.ChoiceField(choices=Lecture.Kind.choices)
    title = serializers.CharField()
    description = serializers.CharField()
    sector = serializers.CharField(source="sector.code", default=None, allow_null=True)
    levelMin = serializers.IntegerField(source="level_min", allow_null=True)
    levelMax = serializers.IntegerField(source="level_max", allow_null=True)
    most = serializers.IntegerField(allow_null=True, help_text="How many people can be there.")
    moments = MomentSerializer(many=True)
    withdrawnAt = serializers.DateTimeField(source="withdrawn_at", allow_null=True)
    updatedAt = serializers.DateTimeField(source="updated_at")


class LectureEdit(Writing):
    """What a company may change of a lecture; null means unknown."""

    kind = serializers.ChoiceField(choices=Lecture.Kind.choices)
    title = serializers.CharField(max_length=200)
    description = serializers.CharField(allow_blank=True, max_length=LONGEST_DESCRIPTION)
    establishment = serializers.UUIDField(allow_null=True)
    sector = SectorCode(allow_null=True)
    levelMin = WholeNumber(source="level_min", min_value=1, max_value=8, allow_null=True)
    levelMax = WholeNumber(source="level_max", min_value=1, max_value=8, allow_null=True)
    most = WholeNumber(min_value=1, max_value=MOST_PEOPLE, allow_null=True)


class LectureBody(LectureEdit):
    """A new lecture, of one's only company where none is named."""

    company = serializers.UUIDField(allow_null=True)


class MomentBody(Writing):
    startsAt = Moment(source="starts_at")
    endsAt = Moment(source="ends_at")


class BookingSerializer(Reading):
    """A booked lecture: an event of the school, with the company as its host."""

    id = serializers.UUIDField(source="uuid")
    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=Event.State.choices)
    school = Named()
    company = Named()
    lecture = Titled(source="moment.lecture")
    place = Located(allow_null=True)
    address = serializers.CharField()
    startsAt = serializers.DateTimeField(source="starts_at")
    endsAt = serializers.DateTimeField(source="ends_at")
    seats = serializers.IntegerField(
        allow_null=True, help_text="For how many: as the school said, else as many as the company lets in."
    )
    expected = serializers.IntegerField(help_text="How many people, students and pupils together.")
    came = serializers.IntegerField(help_text="How many of them were there.")


class BookingBody(Writing):
    classes = EachOnce(child=serializers.UUIDField(), max_length=MOST_CLASSES, default=list)
    people = WholeNumber(
        min_value=1, max_value=MOST_PEOPLE, allow_null=True, default=None, help_text="How many come in all."
    )
    place = PlaceId(allow_null=True, default=None)
    address = serializers.CharField(allow_blank=True, max_length=200, default="")


class ClassCame(Writing):
    id = serializers.UUIDField()
    came = WholeNumber(min_value=0, max_value=MOST_PEOPLE)


class HeldBody(Writing):
    classes = ClassCame(
        many=True,
        required=False,
        default=list,
        max_length=MOST_CLASSES,
        help_text="Pupils without a profile, by class.",
    )
    students = EachOnce(child=serializers.UUIDField(), max_length=500, required=False, default=list)
