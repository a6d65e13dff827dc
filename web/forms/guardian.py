"""The forms about guardians: naming one, and what a guardian answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Student
from web.forms.described import Described


class NameGuardianForm(Described):
    email = forms.EmailField(
        label=_("E-mail address of the parent or guardian"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        max_length=254,
    )


class VisibilityForm(Described):
    visibility = forms.ChoiceField(
        label=_("Who may see the profile"),
        choices=Student.Visibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )


class AnswerForm(VisibilityForm):
    """What the link asks: who you are, and your answer."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "visibility"]
