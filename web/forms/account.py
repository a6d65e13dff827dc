"""The forms by which one looks after one's account: address, password, app, passkeys."""

from allauth.account import forms as account
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from profiles.second_factor import use_code_once
from web.forms.described import Worded, Wording
from web.forms.entering import AGAIN, CODE, NEW_PASSWORD, TypedTwice


class AddressForm(Worded, account.AddEmailForm):
    wordings = {"email": Wording(_("New e-mail address"), "email", 254)}


class AddressCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    wordings = {"code": CODE}


class PasswordForm(TypedTwice, account.ChangePasswordForm):
    wordings = {
        "oldpassword": Wording(_("Your password now"), "current-password", 200),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class FirstPasswordForm(TypedTwice, account.SetPasswordForm):
    wordings = {"password1": NEW_PASSWORD, "password2": AGAIN}


class AppForm(Worded, totp.ActivateTOTPForm):
    wordings = {"code": Wording(_("The code that the app shows"), "one-time-code", 30)}

    def clean_code(self) -> str:
        """Check the code; it does not open a second time."""
        code = super().clean_code()
        use_code_once(self.user, code)
        return code
