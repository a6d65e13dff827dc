"""The forms about who works where: inviting, refusing a company, handing a class over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.models import Membership
from web.forms.described import Described
from web.forms.fields import Address, Line


class InviteForm(Described):
    """Offers only the roles that may be given here; one that is the only one is not asked."""

    email = Address(autocomplete="off")
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        """Say which roles may be given."""
        super().__init__(*args, **kwargs)
        self._roles = roles
        self.fields["role"].choices = [(role, Membership.Role(role).label) for role in roles]
        if len(roles) == 1:
            del self.fields["role"]

    @property
    def chosen_role(self) -> str:
        """Give the role that was chosen."""
        return self.cleaned_data.get("role") or self._roles[0]


class RefuseForm(Described):
    because = Line(label=_("Reason (the company reads it)"), most=300)
