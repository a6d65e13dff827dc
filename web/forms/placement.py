"""The forms about a placement: what is agreed, why it ends, and how it was."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from placements.completing import OF_COMPANY, OF_SCHOOL
from placements.ending import Reason
from placements.models import Agreement, Placement
from placements.parts import Part
from profiles.models import Membership
from web.forms.described import Described
from web.forms.fields import Clock, Day, Line

YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))


class FillInForm(Described):
    """What an agreement needs, as far as this side fills it in; begins with what is known."""

    start = Day(label=_("First day"))
    end = Day(label=_("Last day"), required=False)
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=45, required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("Days on which the student works"), required=False, widget=forms.CheckboxSelectMultiple
    )
    day_from = Clock(label=_("The working day begins at"), required=False)
    day_until = Clock(label=_("The working day ends at"), required=False)
    break_minutes = forms.IntegerField(
        label=_("Minutes of break"), min_value=0, max_value=120, required=False
    )
    school_hours_per_week = forms.IntegerField(
        label=_("Hours of school a week"),
        help_text=_("Below 18 they count as working time."),
        min_value=0,
        max_value=40,
        required=False,
    )
    supervisor_name = Line(label=_("Name of the company's supervisor"), most=200, required=False)
    supervisor_email = forms.EmailField(
        label=_("E-mail address of the company's supervisor"), max_length=254, required=False
    )
    school_supervisor = forms.ModelChoiceField(
        label=_("Supervisor of the school"), queryset=Membership.objects.none(), required=False
    )

    def __init__(self, *args: Any, placement: Placement, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, initial=_known(placement), **kwargs)
        self.fields["weekdays"].choices = [(str(day + 1), name) for day, name in WEEKDAYS.items()]
        allowed = {Part.COMPANY: OF_COMPANY, Part.SCHOOL: OF_SCHOOL}.get(part, OF_COMPANY | OF_SCHOOL)
        for name in self.fields.keys() - allowed:
            del self.fields[name]
        if "school_supervisor" in self.fields:
            self._list_colleagues(placement)

    def _list_colleagues(self, placement: Placement) -> None:
        field = self.fields["school_supervisor"]
        school = placement.school
        own = Membership.objects.current().filter(school=school) if school else Membership.objects.none()
        field.queryset = own.select_related("user").order_by("user__name", "pk")
        field.label_from_instance = lambda membership: membership.user.name
        field.to_field_name = "uuid"
        tutor = placement.school_supervisor
        held = own.filter(user=tutor).first() if tutor else None
        self.initial["school_supervisor"] = held and held.uuid

    @property
    def changes(self) -> dict[str, Any]:
        """Give what was filled in, once the form is valid."""
        told = dict(self.cleaned_data)
        told["weekdays"] = [int(day) for day in told["weekdays"]] or None
        if "school_supervisor" in told:
            told["school_supervisor"] = told["school_supervisor"] and told["school_supervisor"].user
        return told


class EndForm(Described):
    """Why a placement is cancelled, or broken off and since when."""

    reason = forms.ChoiceField(label=_("Why"), choices=Reason.choices, widget=forms.RadioSelect)
    day = Day(label=_("Last day worked"))

    def __init__(self, *args: Any, asks_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_day:
            del self.fields["day"]


class EvaluationForm(Described):
    """A mark and two closed questions, put as this side reads them."""

    score = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=[
            ("5", _("5 – very good")), ("4", _("4 – good")), ("3", _("3 – fair")), ("2", _("2 – poor")),
            ("1", _("1 – very poor")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    again = forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect)
    prepared = forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again, prepared = QUESTIONS[part is Part.STUDENT]
        self.fields["again"].label, self.fields["prepared"].label = again, prepared

    @property
    def answers(self) -> dict[str, Any]:
        """Give the answers, once the form is valid."""
        told = self.cleaned_data
        return {
            "score": told["score"],
            "again": told["again"] == "yes",
            "prepared": told["prepared"] == "yes",
        }


QUESTIONS = {
    True: (
        _("Would you recommend this company to other students?"),
        _("Did you learn what you came for?"),
    ),
    False: (_("Would you take a student of this school again?"), _("Was the student well prepared?")),
}
"""By whether a student is asked."""


class PaperForm(Described):
    """Who signed on paper, and when, as the school records it."""

    party = forms.ChoiceField(label=_("Who signed"), choices=Agreement.Party.choices)
    name = Line(label=_("Name"), most=200)
    signed_on = Day(label=_("Signed on"))


def _known(placement: Placement) -> dict[str, Any]:
    mentor = placement.supervisor
    return {
        "start": f"{placement.start:%d-%m-%Y}",
        "end": placement.end and f"{placement.end:%d-%m-%Y}",
        "hours_per_week": placement.hours_per_week,
        "school_hours_per_week": placement.school_hours_per_week,
        "weekdays": [str(day) for day in placement.weekdays or ()],
        "day_from": placement.day_from,
        "day_until": placement.day_until,
        "break_minutes": placement.break_minutes,
        "supervisor_name": mentor.name if mentor else "",
        "supervisor_email": mentor.email if mentor else "",
    }
