"""The forms by which one gets in: password, code from a mail, second factor, a new password."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from django import forms
from django.utils.translation import gettext_lazy as _

from profiles.second_factor import use_code_once
from web.forms.described import Worded, Wording

EMAIL = Wording(_("E-mail address"), "username", 254)
PASSWORD = Wording(_("Password"), "current-password", 200)
CODE = Wording(_("Code"), "one-time-code", 30)
NEW_PASSWORD = Wording(
    _("New password"), "new-password", 200, _("At least 10 characters. A few words in a row are fine.")
)
AGAIN = Wording(_("New password, once more"), "new-password", 200)


class SignInForm(Worded, account.LoginForm):
    wordings = {"login": EMAIL, "password": PASSWORD}

    def clean(self) -> dict[str, Any]:
        """Check the pair; a wrong one is said at the password, where one tries again."""
        try:
            return super().clean()
        except forms.ValidationError as error:
            self.add_error("password", error)
            return self.cleaned_data


class CodeRequestForm(Worded, account.RequestLoginCodeForm):
    wordings = {"email": EMAIL}


class CodeForm(Worded, account.ConfirmLoginCodeForm):
    wordings = {"code": CODE}


class PasswordRequestForm(Worded, account.ResetPasswordForm):
    wordings = {"email": EMAIL}


class PasswordCodeForm(Worded, account.ConfirmPasswordResetCodeForm):
    wordings = {"code": CODE}


class TypedTwice(Worded):
    """A new password, typed twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that the two differ; that alone comes as a bare text."""
        if field == "password2" and not isinstance(error, forms.ValidationError):
            error = _("These two are not the same.")
        super().add_error(field, error)


class NewPasswordForm(TypedTwice, account.ResetPasswordKeyForm):
    wordings = {"password1": NEW_PASSWORD, "password2": AGAIN}


class OnceOnly(factors.BaseAuthenticateForm):
    """A code of an app opens once, in whichever process it is shown again."""

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not use_code_once(self.user, code):
            raise forms.ValidationError(_("This code was used already. Wait for the next one."))
        return code


class SecondFactorForm(Worded, OnceOnly, factors.AuthenticateForm):
    wordings = {"code": CODE}


class ConfirmByCodeForm(Worded, OnceOnly, factors.ReauthenticateForm):
    wordings = {"code": CODE}


class ConfirmByPasswordForm(Worded, account.ReauthenticateForm):
    wordings = {"password": PASSWORD}
