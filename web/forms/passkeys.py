"""What a browser answers with a passkey; whatever comes instead is not right, and no fault of ours."""

import json
import struct
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from web.forms.described import Worded, Wording

LONGEST = 20_000
UNREADABLE = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError, struct.error)
NOT_RIGHT = _("This passkey was not right here. Try it once more, or sign in another way.")


class Answer(forms.JSONField):
    """A short JSON object."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NOT_RIGHT, "invalid": NOT_RIGHT}

    def to_python(self, value: Any) -> Any:
        """Read it; raises `ValidationError` for what is long, deep or no object."""
        if isinstance(value, str):
            MaxLengthValidator(LONGEST)(value)
        try:
            read = super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(NOT_RIGHT) from error
        if read is not None and not (isinstance(read, dict) and _is_text_throughout(read)):
            raise forms.ValidationError(NOT_RIGHT)
        return read


def _is_text_throughout(read: dict[str, Any]) -> bool:
    """Tell whether a database can keep it: no NUL, no half of a surrogate pair."""
    try:
        return b"\\u0000" not in json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False


class Readable(forms.Form):
    credential = Answer()

    def clean_credential(self) -> Authenticator:
        """Give the passkey that signed."""
        try:
            return super().clean_credential()
        except UNREADABLE as error:
            raise forms.ValidationError(NOT_RIGHT) from error


class SignInForm(Readable, webauthn.LoginWebAuthnForm):
    """Who signs in is told by the passkey."""


class SecondStepForm(Readable, webauthn.AuthenticateWebAuthnForm):
    """Who signs in is known by password or code."""


class ConfirmForm(Readable, webauthn.ReauthenticateWebAuthnForm):
    """Who is signed in confirms it."""


class SetUpForm(Worded, webauthn.AddWebAuthnForm):
    """A passkey that a device unlocks by finger, face or PIN: two factors in one."""

    credential = Answer()
    passwordless = None
    wordings = {
        "name": Wording(
            _("Name of this passkey"), "off", 60, _("So that you know it again: “phone”, “blue key”.")
        )
    }

    def clean(self) -> dict[str, Any]:
        """Check what the device made."""
        try:
            return super().clean()
        except UNREADABLE as error:
            raise forms.ValidationError(NOT_RIGHT) from error
