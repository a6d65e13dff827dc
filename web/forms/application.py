"""The forms of a company about an application: what it offers, why it says no."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from placements.models import Application
from placements.offering import MOST_HOURS, Offer
from placements.reasons import BY_TURN
from vacancies.models import Vacancy
from web.forms.described import Described
from web.forms.fields import Day


class OfferForm(Described):
    """Begins with what the vacancy says."""

    start = Day(label=_("First day"))
    end = Day(label=_("Last day"), required=False)
    hours_per_week = forms.IntegerField(
        label=_("Hours a week"), min_value=1, max_value=MOST_HOURS, required=False
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        initial = {
            "start": vacancy.start and f"{vacancy.start:%d-%m-%Y}",
            "end": vacancy.end and f"{vacancy.end:%d-%m-%Y}",
            "hours_per_week": vacancy.hours_max,
            "weekdays": [str(day) for day in vacancy.weekdays or ()],
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["weekdays"].choices = [(str(day + 1), name) for day, name in WEEKDAYS.items()]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        start, end = told.get("start"), told.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day comes before the first."))
        return told

    @property
    def offer(self) -> Offer:
        """Give what is offered, once the form is valid."""
        told = self.cleaned_data
        days = tuple(int(day) for day in told["weekdays"])
        return Offer(told["start"], told["end"], told["hours_per_week"], days or None)


class DeclineForm(Described):
    reason = forms.ChoiceField(
        label=_("Why (the student reads it)"),
        choices=[(each.value, each.label) for each in BY_TURN[Application.Turn.COMPANY]],
        widget=forms.RadioSelect,
    )
