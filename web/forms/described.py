"""How a form shows what is wrong: a summary on top, and the same words at the field."""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, and the id of the field where."""

    field_id: str
    text: str


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
