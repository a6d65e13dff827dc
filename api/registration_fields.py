"""What a registration for a course is over HTTP, and what is sent to register."""

from typing import Any

from rest_framework import serializers

from api.fields import Named, Reading, WholeNumber, Writing
from profiles.models import User
from profiles.sharing import contact_through_school
from vacancies.models import Course, Registration

MOST_PEOPLE = 9999


class RegisteredCourse(Reading):
    id = serializers.UUIDField(source="uuid")
    title = serializers.CharField()
    startsOn = serializers.DateField(source="starts_on")
    endsOn = serializers.DateField(source="ends_on")
    status = serializers.ChoiceField(choices=Course.Status.choices)


class RegistrationRow(Reading):
    id = serializers.UUIDField(source="uuid")
    participant = serializers.ChoiceField(choices=Registration.Participant.choices)
    name = serializers.SerializerMethodField(
        help_text="Of a student; null for a number of people, for who was erased, for the region office, and "
        "for a company where contact runs through the school or one blocked the other."
    )
    school = Named(allow_null=True, help_text="Null without one, and of one person for the region office.")
    company = Named(allow_null=True)
    organisation = serializers.CharField()
    people = serializers.IntegerField()
    attended = serializers.IntegerField(allow_null=True)
    finished = serializers.IntegerField(allow_null=True)
    certified = serializers.IntegerField(allow_null=True)
    registeredOn = serializers.DateField(source="registered_on")
    finishedOn = serializers.DateField(source="finished_on", allow_null=True)
    cancelledOn = serializers.DateField(source="cancelled_on", allow_null=True)

    def to_representation(self, registration: Registration) -> dict[str, Any]:
        told = super().to_representation(registration)
        if registration.person_key and _is_office(self.context["request"].user):
            told["school"] = None
        return told

    def get_name(self, registration: Registration) -> str | None:
        if registration.student is None or _is_concealed(registration, self.context["request"].user):
            return None
        return str(registration.student)


def _is_concealed(registration: Registration, reader: User) -> bool:
    """Tell whether somebody reads no name: the region office of nobody, a company where contact runs through
    the school, or where one blocked the other since."""
    if _is_office(reader):
        return registration.student.user_id != reader.pk
    of_company = registration.course.company_id in reader.company_ids
    return of_company and (registration.is_apart or contact_through_school(registration.student))


def _is_office(reader: User) -> bool:
    return reader.is_region_officer and not reader.is_platform_admin


class RegistrationSerializer(RegistrationRow):
    course = RegisteredCourse()


class RegistrationRows(Reading):
    rows = RegistrationRow(many=True)


class RegistrationBody(Writing):
    """Empty to register oneself; else a number of people without names, and of which organisation."""

    participant = serializers.ChoiceField(choices=Registration.Participant.choices)
    people = WholeNumber(min_value=1, max_value=MOST_PEOPLE)
    company = serializers.UUIDField(allow_null=True, required=False)
    school = serializers.UUIDField(allow_null=True, required=False)
    organisation = serializers.CharField(allow_blank=True, max_length=200, required=False)


class FinishBody(Writing):
    attended = WholeNumber(min_value=0, max_value=MOST_PEOPLE)
    finished = WholeNumber(min_value=0, max_value=MOST_PEOPLE)
    certified = WholeNumber(min_value=0, max_value=MOST_PEOPLE)
