"""Addresses for signing in and for one's account: these, and nothing else of what signs people in."""

from django.urls import path

from web.account import entering, factors, identity, language, leaving, own, recovering

urlpatterns = [
    path("inloggen", entering.sign_in, name="sign-in"),
    path("inloggen/code", entering.ask_code, name="account_request_login_code"),
    path("inloggen/code/invullen", entering.enter_code, name="account_confirm_login_code"),
    path("inloggen/passkey", entering.passkey_sign_in, name="mfa_login_webauthn"),
    path("inloggen/tweede-stap", entering.second_step, name="mfa_authenticate"),
    path("inloggen/school/<slug:provider_id>", identity.begin, name="openid_connect_login"),
    path("inloggen/school/<slug:provider_id>/terug", identity.come_back, name="openid_connect_callback"),
    path("uitloggen", leaving.sign_out, name="sign-out"),
    path("wachtwoord-vergeten", recovering.ask_password_code, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/code",
        recovering.enter_password_code,
        name="account_confirm_password_reset_code",
    ),
    path("wachtwoord-vergeten/nieuw", recovering.new_password, name="account_complete_password_reset"),
    path("taal", language.choose_language, name="language"),
    path("account", own.account, name="account"),
    path("account/tweede-stap", own.second_factor, name="second-factor"),
    path("account/school/verwijderen", identity.forget, name="forget-school"),
    path("account/overal-uitloggen", leaving.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/e-mailadres", own.address, name="account_email"),
    path("account/e-mailadres/code", own.address_code, name="account_email_verification_sent"),
    path("account/wachtwoord", own.change_password, name="account_change_password"),
    path("account/wachtwoord/kiezen", own.first_password, name="account_set_password"),
    path("account/bevestigen", own.confirm_by_password, name="account_reauthenticate"),
    path("account/bevestigen/code", own.confirm_by_code, name="mfa_reauthenticate"),
    path("account/bevestigen/passkey", own.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/app", factors.set_up_app, name="mfa_activate_totp"),
    path("account/app/verwijderen", factors.remove_app, name="mfa_deactivate_totp"),
    path("account/passkeys/nieuw", factors.set_up_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/verwijderen", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("account/herstelcodes", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/herstelcodes/nieuw", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
# Names by which the library calls pages that have a name of their own here.
synonyms = [
    path("inloggen", entering.sign_in, name="account_login"),
    path("inloggen", entering.sign_in, name="account_signup"),
    path("account", own.account, name="mfa_index"),
]
