"""What a course is over HTTP, and what is sent to draw one up."""

from rest_framework import serializers

from api.fields import Day, Located, Named, Reading, WholeNumber, Writing
from api.naming import PlaceId, SectorCode
from profiles.reading.skill_lists import LONGEST_SKILL, MOST_SKILLS
from reference.levels import Level
from vacancies.course_words import LONGEST_DESCRIPTION
from vacancies.models import Course


class TaughtSkill(Reading):
    skill = Named(allow_null=True)
    text = serializers.CharField()


class CourseSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    company = Named(allow_null=True)
    school = Named(allow_null=True)
    provider = serializers.CharField(help_text="Who gives it, where that is no company or school here.")
    title = serializers.CharField()
    description = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    sector = serializers.CharField(source="sector.code", default=None, allow_null=True)
    place = Located(allow_null=True)
    online = serializers.BooleanField()
    startsOn = serializers.DateField(source="starts_on", allow_null=True)
    endsOn = serializers.DateField(source="ends_on", allow_null=True)
    hours = serializers.IntegerField(allow_null=True)
    seats = serializers.IntegerField(allow_null=True, help_text="Null where any number can come.")
    seatsLeft = serializers.SerializerMethodField(method_name="seats_left")
    certificate = serializers.CharField(help_text="What who finishes gets; empty where that is none.")
    status = serializers.ChoiceField(choices=Course.Status.choices)
    skills = TaughtSkill(many=True)
    updatedAt = serializers.DateTimeField(source="updated_at")

    def seats_left(self, course: Course) -> int | None:
        return None if course.seats is None else course.seats - course.taken


class CourseEdit(Writing):
    """What whoever gives a course may change; null means unknown."""

    title = serializers.CharField(max_length=200)
    description = serializers.CharField(allow_blank=True, max_length=LONGEST_DESCRIPTION)
    provider = serializers.CharField(allow_blank=True, max_length=200)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    sector = SectorCode(allow_null=True)
    place = PlaceId(allow_null=True)
    online = serializers.BooleanField()
    startsOn = Day(source="starts_on", allow_null=True)
    endsOn = Day(source="ends_on", allow_null=True)
    hours = WholeNumber(min_value=1, max_value=2000, allow_null=True)
    seats = WholeNumber(min_value=1, max_value=9999, allow_null=True)
    certificate = serializers.CharField(allow_blank=True, max_length=200)
    skills = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_SKILL),
        max_length=MOST_SKILLS,
        help_text="In one's own words; those that the vocabulary knows are linked.",
    )


class CourseBody(CourseEdit):
    """A new course; without a company or a school it is that of one's only organisation."""

    company = serializers.UUIDField(allow_null=True)
    school = serializers.UUIDField(allow_null=True)
