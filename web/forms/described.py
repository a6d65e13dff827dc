"""How a form shows what is wrong: a summary on top, and the same words at the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and the id of the field where."""

    field_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a field is called, what a browser fills in there, and how long it may be."""

    label: str | Promise
    autocomplete: str
    longest: int
    hint: str | Promise = ""


class Described(forms.Form):
    """A form whose wrong fields point to their error text for who cannot see it."""

    use_required_attribute = False

    def problems(self) -> list[Problem]:
        """List what is wrong, in the order of the fields."""
        return [
            Problem(self[name].id_for_label, str(text))
            for name in self.fields
            for text in self.errors.get(name, [])
        ]


class Worded(Described):
    """A form of somebody else whose fields speak our words."""

    wordings: Mapping[str, Wording] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wording in self.wordings.items():
            _word(self.fields[name], wording)


def _word(field: forms.Field, wording: Wording) -> None:
    field.label, field.help_text = wording.label, wording.hint
    field.widget.attrs = {"autocomplete": wording.autocomplete, "maxlength": wording.longest}
    field.validators.append(MaxLengthValidator(wording.longest))
