"""The form by which one confirms that something is erased for good."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.described import Described


class EraseForm(Described):
    """Asks for the address with which one signs in: nobody types that by accident."""

    address = forms.CharField(
        label=_("Your e-mail address, to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type your e-mail address.")},
    )

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = address

    def clean_address(self) -> str:
        """Compare it, however it is written."""
        typed = self.cleaned_data["address"].strip()
        if typed.casefold() != self.expected.casefold():
            raise forms.ValidationError(_("This is not the address with which you sign in."))
        return typed
