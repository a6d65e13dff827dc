"""What a placement looks like over HTTP: one way for each part that somebody takes in it."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.application_fields import Called, Titled
from api.fields import Day, EachOnce, Named, Reading, WholeNumber, Writing
from api.programmes import ProgrammeSerializer
from matching.words import clean
from placements.completing import latest_agreement
from placements.ending import Reason
from placements.findings import Finding
from placements.models import Agreement, Evaluation, Placement
from placements.parts import sees_person
from placements.planning import found_in
from placements.signing import awaited
from profiles.reading.values import BadValue, read_text
from reference.levels import Level
from vacancies.models import Vacancy

TIME = "%H:%M"


# Hours and minutes: JSON's own "time" has seconds and a zone.
@extend_schema_field({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"})
class TimeOfDay(serializers.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format=TIME, input_formats=[TIME], **kwargs)


DAYS = {"min_value": 1, "max_value": 7}


class FindingSerializer(Reading):
    code = serializers.CharField()
    blocks = serializers.BooleanField(help_text="Whether it keeps the placement from going on.")
    text = serializers.CharField(source="sentence")
    source = serializers.CharField(help_text="The law; empty where it is none.")


class SignerSerializer(Reading):
    party = serializers.ChoiceField(choices=Agreement.Party.choices)
    slot = serializers.IntegerField(help_text="Which of two guardians; else 1.")


class SupervisorSerializer(Reading):
    name = serializers.CharField()
    email = serializers.CharField()


class TutorSerializer(Reading):
    name = serializers.CharField()


class PlacementSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    kind = serializers.ChoiceField(choices=Vacancy.Kind.choices)
    status = serializers.ChoiceField(choices=Placement.Status.choices)
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)
    vacancy = Titled(allow_null=True)
    school = Named(allow_null=True)
    startedOn = serializers.DateField(source="started_on", allow_null=True)
    endedOn = serializers.DateField(source="ended_on", allow_null=True)
    endReason = serializers.CharField(source="end_reason")


class StudentPlacement(PlacementSerializer):
    """As the student reads it: the company by name."""

    company = Named(allow_null=True)


class CompanyPlacement(PlacementSerializer):
    """As the company reads it: the student by name, without an id."""

    name = serializers.SerializerMethodField(help_text="Of the student; null once erased or cancelled.")

    def get_name(self, placement: Placement) -> str | None:
        is_known = placement.student and sees_person(self.context["request"].user, placement)
        return str(placement.student) if is_known else None


class CarePlacement(StudentPlacement):
    """As the school or a guardian reads it: of whom, and the company by name."""

    student = Called(allow_null=True)


class Details(Reading):
    level = serializers.ChoiceField(choices=Level.choices, allow_null=True)
    programme = ProgrammeSerializer(allow_null=True)
    className = serializers.CharField(source="group.name", default=None, allow_null=True)
    establishment = Named(allow_null=True)
    hoursPerWeek = serializers.IntegerField(source="hours_per_week", allow_null=True)
    schoolHoursPerWeek = serializers.IntegerField(source="school_hours_per_week", allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    dayFrom = TimeOfDay(source="day_from", allow_null=True)
    dayUntil = TimeOfDay(source="day_until", allow_null=True)
    breakMinutes = serializers.IntegerField(source="break_minutes", allow_null=True)
    supervisor = SupervisorSerializer(allow_null=True)
    schoolSupervisor = TutorSerializer(source="school_supervisor", allow_null=True)
    findings = serializers.SerializerMethodField(help_text="What the rules find in it as it stands.")
    awaits = serializers.SerializerMethodField(help_text="Who must sign the last agreement yet.")
    evaluatedBy = serializers.SerializerMethodField(method_name="sides_that_evaluated")
    updatedAt = serializers.DateTimeField(source="updated_at")

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, placement: Placement) -> Any:
        found = [] if placement.is_over else found_in(placement)
        return FindingSerializer(found, many=True).data

    @extend_schema_field(SignerSerializer(many=True))
    def get_awaits(self, placement: Placement) -> list[dict[str, Any]]:
        agreement = latest_agreement(placement)
        return _signers(awaited(agreement) if agreement else [])

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=Evaluation.Side.choices))
    )
    def sides_that_evaluated(self, placement: Placement) -> list[str]:
        return [each.side for each in placement.evaluations.all()]


class StudentPlacementDetails(StudentPlacement, Details): ...


class CompanyPlacementDetails(CompanyPlacement, Details): ...


class CarePlacementDetails(CarePlacement, Details): ...


class SignatureSerializer(Reading):
    party = serializers.ChoiceField(choices=Agreement.Party.choices)
    slot = serializers.IntegerField()
    name = serializers.CharField()
    signedOn = serializers.DateField(source="signed_on")
    outside = serializers.BooleanField(help_text="Signed on paper, as the school recorded it.")


class AgreementSerializer(Reading):
    """An agreement as it was made; ``data`` is what stands on the paper, and never changes."""

    id = serializers.UUIDField(source="uuid")
    number = serializers.IntegerField(help_text="0 is the agreement, 1 and on are its changes.")
    kind = serializers.ChoiceField(choices=Agreement.Kind.choices)
    guardians = serializers.IntegerField(help_text="How many guardians sign.")
    madeAt = serializers.DateTimeField(source="made_at")
    data = serializers.JSONField()
    signatures = SignatureSerializer(many=True)
    awaits = serializers.SerializerMethodField(help_text="Who must sign yet.")

    @extend_schema_field(SignerSerializer(many=True))
    def get_awaits(self, agreement: Agreement) -> list[dict[str, Any]]:
        return _signers(awaited(agreement))


# A name as it is typed, cleaned as those in lists are.
class PersonName(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        name = clean(super().to_internal_value(data))
        try:
            return read_text(name, most=self.max_length) if name else name
        except BadValue as error:
            raise serializers.ValidationError(str(error), code=error.code) from error


class TermsBody(Writing):
    """What is filled in or changed; null means unknown, and is what an agreement cannot be made with."""

    start = Day(required=False)
    end = Day(required=False, allow_null=True)
    hoursPerWeek = WholeNumber(
        source="hours_per_week", min_value=1, max_value=45, required=False, allow_null=True
    )
    schoolHoursPerWeek = WholeNumber(
        source="school_hours_per_week", min_value=0, max_value=40, required=False, allow_null=True
    )
    weekdays = EachOnce(
        child=WholeNumber(**DAYS), min_length=1, max_length=7, required=False, allow_null=True
    )
    dayFrom = TimeOfDay(source="day_from", required=False, allow_null=True)
    dayUntil = TimeOfDay(source="day_until", required=False, allow_null=True)
    breakMinutes = WholeNumber(
        source="break_minutes", min_value=0, max_value=120, required=False, allow_null=True
    )
    supervisorName = PersonName(source="supervisor_name", max_length=200, required=False, allow_blank=True)
    supervisorEmail = serializers.EmailField(
        source="supervisor_email", max_length=254, required=False, allow_blank=True
    )
    schoolSupervisor = serializers.EmailField(
        source="school_supervisor",
        max_length=254,
        required=False,
        allow_null=True,
        help_text="The address with which a colleague of the student's school signs in.",
    )


class AgreementBody(Writing):
    guardians = WholeNumber(min_value=1, max_value=2, required=False)


class SignatureBody(Writing):
    """One's own signature needs the party only; the school adds a name and a day for one on paper."""

    party = serializers.ChoiceField(choices=Agreement.Party.choices)
    name = PersonName(max_length=200, required=False)
    signedOn = Day(source="signed_on", required=False)


class CancelBody(Writing):
    reason = serializers.ChoiceField(choices=Reason.choices)


class BreakOffBody(CancelBody):
    day = Day(help_text="The last day worked.")


class EvaluationBody(Writing):
    score = WholeNumber(min_value=1, max_value=5)
    again = serializers.BooleanField(help_text="Would one do it again, or recommend it?")
    prepared = serializers.BooleanField(
        help_text="Was the student well prepared; did the student learn what was hoped for?"
    )


def _signers(signers: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return SignerSerializer([{"party": party, "slot": slot} for party, slot in signers], many=True).data


def shown(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Write what stands in the way as the entries of a problem document."""
    return [{"code": each.code, "detail": each.sentence} for each in findings]
