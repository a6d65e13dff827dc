"""The form by which one signs in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext_lazy as _

from web.forms.described import Described


class SignInForm(Described, AuthenticationForm):
    username = UsernameField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages: dict[str, Any] = {
        "invalid_login": _("This e-mail address and password do not belong together. Check both."),
        "inactive": _("This e-mail address and password do not belong together. Check both."),
    }

    def clean(self) -> dict[str, Any]:
        """Check the pair; a wrong one is said at the password, where one tries again."""
        try:
            return super().clean()
        except forms.ValidationError as error:
            self.add_error("password", error)
            return self.cleaned_data
