"""The form by which one writes to the other side of an application."""

from django import forms
from django.utils.translation import gettext_lazy as _

from placements.messaging import read_message
from placements.models.message import LONGEST
from profiles.reading.values import BadValue
from web.forms.described import Described


class MessageForm(Described):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )

    def clean_text(self) -> str:
        """Read it as the verb will, so that what is wrong stands at the field."""
        try:
            text = read_message(self.cleaned_data["text"])
        except BadValue as error:
            raise forms.ValidationError(
                error.detail[:1].upper() + error.detail[1:], code=error.code
            ) from error
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text
