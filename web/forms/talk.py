"""The forms about a talk: when and where it is, and why it is called off."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from placements.messaging import LONGEST
from placements.models import Talk
from placements.talking import MOST_NOTE, MOST_PLACE
from web.forms.described import Described
from web.forms.fields import Clock, Day, Line
from web.forms.message import MessageForm


class TalkForm(Described):
    """Begins with the talk that is planned, if one is."""

    day = Day(label=_("Day"))
    time = Clock(label=_("Time"))
    place = Line(label=_("Where"), help_text=_("An address, or “online” with the link."), most=MOST_PLACE)
    note = Line(
        label=_("What is good to know (not required)"),
        help_text=_("Whom to ask for, what to bring, how long it takes."),
        most=MOST_NOTE,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, planned: Talk | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_known(planned) if planned else {}, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("day") and told.get("time") and self.at <= timezone.now():
            self.add_error("day", _("Choose a time that is still to come."))
        return told

    @property
    def at(self) -> datetime:
        """Give day and time together, in the region's zone."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class CallOffForm(MessageForm):
    """What is written along goes to the messages of the application."""

    text = forms.CharField(
        label=_("Your message (not required)"),
        help_text=_("Why, and on which days you can. It goes into the messages."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_text(self) -> str:
        return super().clean_text() if self.cleaned_data["text"].strip() else ""


def _known(talk: Talk) -> dict[str, Any]:
    at = timezone.localtime(talk.at)
    return {"day": f"{at:%d-%m-%Y}", "time": at.time(), "place": talk.place, "note": talk.note}
