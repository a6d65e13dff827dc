"""What is said on the way in and at one's account: errors, confirmations, and the letters that tell of it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: Mapping[str, str | Promise] = {
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("This e-mail address and password do not belong together. Check both."),
    "email_taken": _("This e-mail address cannot be used."),
    "enter_current_password": _("This is not your password."),
    "incorrect_code": _("This code is not right, or no longer. Look again."),
    "incorrect_password": _("This is not your password."),
    "too_many_login_attempts": _("That was wrong too often. Ask for a new code."),
    "rate_limited": _("That was too often. Wait a little."),
    "cannot_delete_authenticator": _("This cannot be removed."),
    "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    "unverified_email": _("Confirm your e-mail address first."),
}
SAID: Mapping[str, str | Promise] = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed; you are signed out elsewhere."),
    "account/messages/password_set.txt": _("You have a password now."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is changed."),
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
WAYS: Mapping[str, str | Promise] = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use the code of your app"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
# Letters with a text of their own; the others tell in one sentence what happened to the account.
LETTERS: Mapping[str, str] = {
    "account/email/login_code": "sign_in_code",
    "account/email/password_reset_code": "password_code",
    "account/email/email_confirmation": "address_code",
    "account/email/email_confirmation_signup": "address_code",
    "account/email/unknown_account": "unknown_account",
}
HAPPENED: Mapping[str, str | Promise] = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was changed, with a code from a mail."),
    "account/email/password_set": _("Your account got a password."),
    "socialaccount/email/account_connected": _("You can sign in by way of your school now."),
    "account/email/email_changed": _("The e-mail address of your account was changed."),
    "mfa/email/totp_activated": _("An app was set up that gives codes for signing in."),
    "mfa/email/totp_deactivated": _("The app that gives codes for signing in was removed."),
    "mfa/email/webauthn_added": _("A passkey was set up for signing in."),
    "mfa/email/webauthn_removed": _("A passkey for signing in was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
}
