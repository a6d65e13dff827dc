"""How the applications of a school's students are narrowed."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from placements.models import Application
from profiles.models import Enrolment, StudentGroup, User
from web.forms.described import Described

State = Application.State
ALL, OVER = "all", "over"


def undecided(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Keep those that wait for an answer or for a place."""
    return applications.lasting().exclude(state=State.ACCEPTED)


class StudentsApplicationsForm(Described):
    """Begins with what is not decided yet, in the classes that one looks after, if there are any."""

    group = forms.ChoiceField(label=_("Class"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    waits = forms.ChoiceField(
        label=_("Waits for"), choices=[("", _("Anybody")), *Application.Turn.choices], required=False
    )

    def __init__(self, *args: Any, groups: Collection[StudentGroup], user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._looked_after = [group.pk for group in groups if group.coordinator_id == user.pk]
        mine = [("", _("Those that I look after"))] if self._looked_after else []
        everything = (ALL if self._looked_after else "", _("All classes"))
        named = [(str(group.uuid), group.name) for group in groups]
        self.fields["group"].choices = [*mine, everything, *named]
        states = [(each.value, capfirst(each.label)) for each in State]
        over, everyone = (OVER, _("Ended without a place")), (ALL, _("All"))
        self.fields["state"].choices = [("", _("Not decided yet")), *states, over, everyone]

    def narrow(self, applications: QuerySet[Application]) -> QuerySet[Application]:
        """Keep what is asked for; nothing where the question makes no sense."""
        if not self.is_valid():
            return applications.none()
        asked = self.cleaned_data
        kept = self._of_classes(self._in_state(applications, asked["state"]), asked["group"])
        return kept.waiting().filter(waits_for=asked["waits"]) if asked["waits"] else kept

    def _in_state(self, applications: QuerySet[Application], state: str) -> QuerySet[Application]:
        if state == ALL:
            return applications
        if state == OVER:
            return applications.exclude(pk__in=applications.lasting().values("pk"))
        if state:
            return applications.in_state(state)
        return undecided(applications)

    def _of_classes(self, applications: QuerySet[Application], group: str) -> QuerySet[Application]:
        enrolled = Enrolment.objects.current()
        if group not in ("", ALL):
            enrolled = enrolled.filter(group__uuid=group)
        elif group == "" and self._looked_after:
            enrolled = enrolled.filter(group__in=self._looked_after)
        else:
            return applications
        return applications.filter(student__in=enrolled.values("student"))
