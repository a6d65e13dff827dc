"""The forms about reports: saying what is wrong, closing one, and taking a vacancy down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.models import Message, Report
from placements.models.report import LONGEST
from placements.reporting import Claim, read_claim
from profiles.reading.values import BadValue, read_text
from vacancies.models import Vacancy
from web.forms.described import Described
from web.forms.fields import Line


class ReportForm(Described):
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "In a few words, without names. Who looks into it reads this; whom it is about does not."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Read it as the verb will, so that what is wrong stands at the field."""
        told = super().clean()
        if "reason" in told and "text" in told:
            try:
                read_claim(told["reason"], told["text"])
            except BadValue as error:
                self.add_error("text", _worded(error))
        return told

    @property
    def claim(self) -> Claim:
        """Give what was said, once the form is valid."""
        return read_claim(self.cleaned_data["reason"], self.cleaned_data["text"])


class OtherSideForm(ReportForm):
    """May carry a message of the other side, by its id."""

    message = forms.ModelChoiceField(
        queryset=Message.objects.none(), to_field_name="uuid", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, messages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].queryset = messages


class CloseForm(Described):
    outcome = forms.ChoiceField(
        label=_("How does it end?"),
        choices=Report.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For those who handle reports; nobody else reads it."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_note(self) -> str:
        """Refuse what the verb refuses."""
        try:
            return read_text(self.cleaned_data["note"], most=LONGEST)
        except BadValue as error:
            raise _worded(error) from error


class TakeDownForm(Described):
    because = Line(
        label=_("Reason (the company reads it)"),
        most=Vacancy._meta.get_field("taken_down_because").max_length,
    )


def _worded(error: BadValue) -> forms.ValidationError:
    return forms.ValidationError(error.detail[:1].upper() + error.detail[1:], code=error.code)
