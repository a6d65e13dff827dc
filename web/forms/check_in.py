"""The forms of a day: a code to check in with, and how many of a class come or came."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from profiles.models import StudentGroup
from web.forms.described import Described

MOST = 999


class CheckInForm(Described):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Eight letters and numbers. They hang at the company where you are."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ClassForm(Described):
    """A class of one's own, and how many of it come who have no profile."""

    group = forms.ModelChoiceField(
        StudentGroup.objects.none(), to_field_name="uuid", label=_("Class"), empty_label=None
    )
    people = forms.IntegerField(
        label=_("Pupils without a profile"), min_value=0, max_value=MOST, required=False
    )

    def __init__(self, *args: Any, groups: QuerySet[StudentGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class CountForm(Described):
    """How many of a class of one's own came."""

    group = forms.ModelChoiceField(StudentGroup.objects.none(), to_field_name="uuid")
    came = forms.IntegerField(min_value=0, max_value=MOST)

    def __init__(self, *args: Any, groups: QuerySet[StudentGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
