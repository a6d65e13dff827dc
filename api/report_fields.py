"""What a report is over HTTP: to whoever reported, to the region office, and to the platform."""

from rest_framework import serializers

from api.application_fields import Called, Titled
from api.fields import Named, Reading, Writing
from placements.models import Report
from placements.models.report import LONGEST
from placements.report_notices import ACTED, UNFOUNDED, result_of

RESULTS = {ACTED: "acted", UNFOUNDED: "unfounded"}


class ReportSerializer(Reading):
    id = serializers.UUIDField(source="uuid")
    about = serializers.ChoiceField(choices=Report.About.choices)
    company = Named(help_text="The one reported, or the one to which the student applied.")
    vacancy = Titled(allow_null=True)
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    text = serializers.CharField(help_text="What whoever reported wrote.")
    state = serializers.ChoiceField(choices=Report.State.choices)
    reportedAt = serializers.DateTimeField(source="reported_at")
    closedAt = serializers.DateTimeField(source="closed_at", allow_null=True)


class OwnReport(ReportSerializer):
    """As whoever reported reads it."""

    result = serializers.SerializerMethodField(help_text="How it ended, in general: null until it is closed.")

    def get_result(self, report: Report) -> str | None:
        return RESULTS[result_of(report)] if report.state == Report.State.CLOSED else None


class OfficeReport(ReportSerializer):
    """As the region office reads one about a company or a vacancy: no person is named."""

    side = serializers.ChoiceField(choices=Report.Side.choices, help_text="As what somebody reported.")
    takenUpAt = serializers.DateTimeField(source="taken_up_at", allow_null=True)
    outcome = serializers.ChoiceField(choices=Report.Outcome.choices, allow_blank=True)
    note = serializers.CharField(help_text="For those who handle reports.")


class Reporter(Reading):
    name = serializers.CharField()
    email = serializers.EmailField()


class PlatformReport(OfficeReport):
    """As the platform reads it: who reported, which student is reported, and what a message said."""

    reporter = Reporter(allow_null=True, help_text="Null once that person is erased.")
    student = Called(allow_null=True)
    quoted = serializers.CharField(help_text="The message that is reported.")


class ReportBody(Writing):
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    text = serializers.CharField(
        max_length=LONGEST, allow_blank=True, default="", help_text="Needed for the reason “other”."
    )


class OtherSideBody(ReportBody):
    message = serializers.UUIDField(
        allow_null=True, default=None, help_text="A message of the other side, when that is reported."
    )


class CloseBody(Writing):
    outcome = serializers.ChoiceField(choices=Report.Outcome.choices)
    note = serializers.CharField(max_length=LONGEST, allow_blank=True, default="")
