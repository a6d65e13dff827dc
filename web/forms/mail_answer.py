"""The form behind a link in a mail: yes or no, and why not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.answering_by_mail import Question
from placements.reasons import BY_TURN
from web.forms.described import Described


class MailAnswerForm(Described):
    """A company that says no says why; a student may."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", ""), ("no", "")],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = forms.ChoiceField(label=_("Why not?"), required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._must_say_why = question.is_company
        reasons = [(each.value, each.label) for each in BY_TURN[question.step.waits_for]]
        self.fields["reason"].choices = [("", _("Choose a reason")), *reasons]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("answer") == "no" and self._must_say_why and not told.get("reason"):
            self.add_error("reason", _("Choose why not; the student reads it."))
        return told

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["answer"] == "yes"
