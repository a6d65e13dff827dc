"""The forms about being told: what one has seen, and how one wants to be told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.notifying import Kind, Way
from web.forms.described import Described


class UntilForm(forms.Form):
    until = forms.UUIDField()


class ChoiceForm(Described):
    """A choice per kind, named after it; outcomes cannot be switched off."""

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            ways = [way for way in Way if kind != Kind.OUTCOME or way != Way.OFF]
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[(way.value, way.label) for way in ways],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of these.")},
            )
