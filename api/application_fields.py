"""What an application looks like over HTTP: one way for each side of it."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.card_fields import AvailabilitySerializer
from api.fields import Day, EachOnce, Moment, Named, Reading, WholeNumber, Writing
from api.programmes import ProgrammeSerializer
from placements.access import verbs_for
from placements.card_parts import Availability
from placements.models import Application, Step, Talk
from placements.offering import MOST_HOURS, Offer
from placements.pseudonyms import pseudonym
from placements.reasons import Reason
from placements.steps import Verb
from placements.talking import MOST_NOTE, MOST_PLACE, OUTCOMES, talks_shown
from profiles.models import Student, StudentSkill
from profiles.sharing import contact_through_school
from reference.levels import Level


class Titled(Reading):
    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()


class Called(Reading):
    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField(source="__str__")


class StepSerializer(Reading):
    at = serializers.DateTimeField()
    side = serializers.ChoiceField(choices=Step.Side.choices)
    state = serializers.ChoiceField(choices=Application.State.choices)
    waitsFor = serializers.ChoiceField(source="waits_for", choices=Application.Turn.choices, allow_blank=True)
    answerBy = serializers.DateField(source="answer_by", allow_null=True)
    reason = serializers.ChoiceField(choices=Reason.choices, allow_blank=True)


class TalkSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    at = serializers.DateTimeField()
    place = serializers.CharField()
    note = serializers.CharField()
    state = serializers.ChoiceField(choices=Talk.State.choices)


class TalkBody(Writing):
    at = Moment()
    place = serializers.CharField(max_length=MOST_PLACE)
    note = serializers.CharField(max_length=MOST_NOTE, required=False, allow_blank=True, default="")


class MarkBody(Writing):
    state = serializers.ChoiceField(choices=OUTCOMES)


class OfferSerializer(Reading):
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)
    hoursPerWeek = serializers.IntegerField(source="hours_per_week", allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), allow_null=True)


class OfferBody(Writing):
    """What is left out is what the vacancy says."""

    start = Day(required=False)
    end = Day(required=False)
    hoursPerWeek = WholeNumber(required=False, min_value=1, max_value=MOST_HOURS)
    weekdays = EachOnce(
        child=WholeNumber(min_value=1, max_value=7), required=False, min_length=1, max_length=7
    )
    seatBlock = serializers.UUIDField(required=False)

    @property
    def offer(self) -> Offer:
        told = self.validated_data
        days = told.get("weekdays")
        return Offer(
            told.get("start"),
            told.get("end"),
            told.get("hoursPerWeek"),
            tuple(days) if days else None,
            told.get("seatBlock"),
        )


class DeclineBody(Writing):
    reason = serializers.ChoiceField(
        choices=Reason.choices, required=False, help_text="A company must give one of its own."
    )


class ProposalBody(Writing):
    student = serializers.UUIDField()


class ApplicationSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    door = serializers.ChoiceField(choices=Application.Door.choices)
    state = serializers.ChoiceField(source="state_today", choices=Application.State.choices)
    vacancy = Titled()
    requestedAt = serializers.DateTimeField(source="requested_at")
    waitsFor = serializers.ChoiceField(
        source="waits_for", choices=Application.Turn.choices, allow_blank=True, help_text="Whose turn it is."
    )
    answerBy = serializers.DateField(
        source="answer_by", allow_null=True, help_text="The last day for whoever has the turn."
    )
    answeredAt = serializers.DateTimeField(source="answered_at", allow_null=True)
    endedAt = serializers.DateTimeField(source="ended_at", allow_null=True)
    throughSchool = serializers.SerializerMethodField(
        method_name="is_through_school", help_text="Contact runs through the school."
    )
    offer = serializers.SerializerMethodField(help_text="What the company offers, once it did.")
    verbs = serializers.SerializerMethodField(help_text="What one may do now.")
    steps = StepSerializer(many=True)
    talks = serializers.SerializerMethodField(
        help_text="Those who care for the student read them where contact runs through the school."
    )

    @extend_schema_field(OfferSerializer(allow_null=True))
    def get_offer(self, application: Application) -> dict[str, Any] | None:
        return OfferSerializer(application).data if application.start else None

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=[*Verb])))
    def get_verbs(self, application: Application) -> list[str]:
        return [*verbs_for(self.context["request"].user, application)]

    def is_through_school(self, application: Application) -> bool:
        return contact_through_school(application.student)

    @extend_schema_field(TalkSerializer(many=True))
    def get_talks(self, application: Application) -> list[dict[str, Any]]:
        shown = talks_shown(self.context["request"].user, application)
        return TalkSerializer(shown, many=True).data


class StudentApplication(ApplicationSerializer):
    """As the student reads it: the company by name."""

    company = Named(source="vacancy.company")


class CareApplication(StudentApplication):
    """As the school or a guardian reads it: of whom, and the company by name."""

    student = Called()


class CompanyApplication(ApplicationSerializer):
    """As the company reads it: a pseudonym, and the name while the student shows it."""

    candidate = serializers.SerializerMethodField(help_text="The id of the candidate's card.")
    name = serializers.SerializerMethodField()

    def get_candidate(self, application: Application) -> UUID:
        return pseudonym(application.vacancy.company, application.student.uuid)

    def get_name(self, application: Application) -> str | None:
        return str(application.student) if application.name_is_shown else None


class OwnSkillNamed(Reading):
    skill = Named(allow_null=True)
    text = serializers.CharField()
    command = serializers.ChoiceField(choices=StudentSkill.Level.choices, allow_null=True)


class NamedProfile(Reading):
    """A student who shows the name to one's company: no birth date, number, school, address or mailbox."""

    name = serializers.CharField(source="__str__")
    programme = ProgrammeSerializer(allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    municipality = serializers.CharField(source="place.municipality.name", default=None, allow_null=True)
    skills = OwnSkillNamed(many=True)
    availability = serializers.SerializerMethodField()
    throughSchool = serializers.SerializerMethodField(
        method_name="is_through_school", help_text="Contact runs through the school."
    )

    @extend_schema_field(AvailabilitySerializer)
    def get_availability(self, student: Student) -> dict[str, Any]:
        return AvailabilitySerializer(Availability.of(student)).data

    def is_through_school(self, student: Student) -> bool:
        return contact_through_school(student)
