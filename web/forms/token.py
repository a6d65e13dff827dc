"""The form by which one makes a token for a program."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import ApiToken, Membership
from profiles.tokens import scopes_of
from web.forms.described import Described

DAYS = (30, 90, 365)


class TokenForm(Described):
    name = forms.CharField(
        label=_("What is it for?"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    organisation = forms.ChoiceField(label=_("For which organisation?"))
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), widget=forms.CheckboxSelectMultiple, choices=ApiToken.Scope.choices
    )
    days = forms.TypedChoiceField(label=_("How long, in days?"), coerce=int, choices=[(d, d) for d in DAYS])

    def __init__(self, *args: Any, memberships: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {str(_organisation(held).uuid): held for held in memberships}
        self.fields["organisation"].choices = [
            (uuid, str(_organisation(held))) for uuid, held in self.memberships.items()
        ]
        possible = frozenset().union(*(scopes_of(held) for held in memberships))
        self.fields["scopes"].choices = [
            (value, label) for value, label in ApiToken.Scope.choices if value in possible
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a scope that the role in the chosen organisation does not have."""
        cleaned = super().clean()
        chosen = self.chosen_membership
        if chosen and set(cleaned.get("scopes", ())) - scopes_of(chosen):
            self.add_error("scopes", _("A token of this organisation cannot do all of that."))
        return cleaned

    @property
    def chosen_membership(self) -> Membership | None:
        return self.memberships.get(self.cleaned_data.get("organisation", ""))


def _organisation(membership: Membership) -> Any:
    return membership.school or membership.company
