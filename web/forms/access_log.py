"""How the access log is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.described import Described

DAY = {"type": "date"}


class AccessForm(Described):
    subject = forms.UUIDField(label=_("Whose data (id of a student)"), required=False)
    actor = forms.UUIDField(label=_("Who asked (id of an account)"), required=False)
    organisation = forms.UUIDField(label=_("For which organisation (id)"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
