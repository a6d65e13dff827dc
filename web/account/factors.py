"""Setting up and removing what one proves oneself with: an app, passkeys, recovery codes."""

import json
from functools import wraps
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy

from profiles.signing_in import end_sign_ins
from web.account.own import sensitive
from web.account.reauthentication import View, lately
from web.forms.account import AppForm
from web.forms.passkeys import SetUpForm


class SetUpApp(apps.ActivateTOTPView):
    """Show a secret to an app and take the code that it makes of it; that proves the second factor too."""

    form_class = AppForm
    template_name = "account/app.html"

    def form_valid(self, form: AppForm) -> HttpResponse:
        response = super().form_valid(form)
        _proved(self.request, Authenticator.Type.TOTP)
        return response


class RemoveApp(apps.DeactivateTOTPView):
    template_name = "account/remove_factor.html"
    success_url = reverse_lazy("account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request) if _has(request, Authenticator.Type.TOTP) else redirect("account")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _removed(self.request, self.authenticator)
        return response


class SetUpPasskey(passkeys.AddWebAuthnView):
    """Have the device make a passkey that it unlocks itself, so that it is a sign-in of its own."""

    form_class = SetUpForm
    template_name = "account/passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super(passkeys.AddWebAuthnView, self).get_context_data(**kwargs)
        return told | {"options": json.dumps(begin_registration(self.request.user, True))}

    def form_valid(self, form: SetUpForm) -> HttpResponse:
        response = super().form_valid(form)
        _proved(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(passkeys.RemoveWebAuthnView):
    template_name = "account/remove_factor.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        gone = self.get_object()
        response = super().form_valid(form)
        _removed(self.request, gone)
        return response


class RecoveryCodes(codes.ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        has_codes = _has(request, Authenticator.Type.RECOVERY_CODES)
        return super().dispatch(request) if has_codes else redirect("account")


class NewRecoveryCodes(codes.GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"


def one_s_own(view: View) -> View:
    """Let nobody see of another's passkey that it is there, not even by being asked to confirm."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk)
        return view(request, pk=pk)

    return guarded


def _proved(request: HttpRequest, kind: str) -> None:
    """Note in the session that the factor just set up was shown."""
    factor = Authenticator.objects.filter(user=request.user, type=kind).latest("pk")
    post_authentication(request, factor)
    request.session.cycle_key()


def _has(request: HttpRequest, kind: str) -> bool:
    return Authenticator.objects.filter(user=request.user, type=kind).exists()


def _removed(request: HttpRequest, gone: Authenticator) -> None:
    """End all other sessions, and let what the factor proved count no longer in this one."""
    kept = set(Authenticator.objects.filter(user=request.user).values_list("pk", flat=True))
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != "mfa" or record["id"] in kept
    ]
    end_sign_ins(request.user)
    update_session_auth_hash(request, request.user)


set_up_app = sensitive(lately(SetUpApp.as_view()))
remove_app = sensitive(lately(RemoveApp.as_view()))
set_up_passkey = sensitive(lately(SetUpPasskey.as_view()))
remove_passkey = sensitive(one_s_own(lately(RemovePasskey.as_view())))
recovery_codes = sensitive(lately(RecoveryCodes.as_view()))
new_recovery_codes = sensitive(lately(NewRecoveryCodes.as_view()))
