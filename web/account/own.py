"""One's own account: address, password, and the way to confirm who one is."""

import json
from typing import Any

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.account import limits
from web.account.identity import ways_of
from web.account.reauthentication import lately
from web.forms import account as forms
from web.forms import entering
from web.forms import passkeys as passkey_forms
from web.personal import personal


@personal
def account(request: HttpRequest) -> HttpResponse:
    """Show with what one signs in, and what one can change."""
    held = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    kind = Authenticator.Type
    codes = next((each for each in held if each.type == kind.RECOVERY_CODES), None)
    told = {
        "app": next((each for each in held if each.type == kind.TOTP), None),
        "passkeys": [each for each in held if each.type == kind.WEBAUTHN],
        "by_school": ways_of(request.user),
        "codes_left": codes and len(codes.wrap().get_unused_codes()),
    }
    return render(request, "account/account.html", told)


@personal
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say to whose role a second factor belongs how to get there in one click."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(request, "account/second_factor.html", {"has_factor": bool(kinds)})


class Address(views.EmailView):
    """Ask for another address; it becomes one's own when the code in the mail to it is typed."""

    form_class = forms.AddressForm
    template_name = "account/address.html"


class AddressCode(views.ConfirmEmailVerificationCodeView):
    form_class = forms.AddressCodeForm
    template_name = "account/enter_code.html"


class ChangePassword(views.PasswordChangeView):
    form_class = forms.PasswordForm
    template_name = "account/change_password.html"


class FirstPassword(views.PasswordSetView):
    form_class = forms.FirstPasswordForm
    template_name = "account/change_password.html"


class ConfirmByPassword(views.ReauthenticateView):
    form_class = entering.ConfirmByPasswordForm
    template_name = "account/confirm.html"


class ConfirmByCode(factors.ReauthenticateView):
    form_class = entering.ConfirmByCodeForm
    template_name = "account/confirm.html"


class ConfirmByPasskey(passkeys.ReauthenticateWebAuthnView):
    form_class = passkey_forms.ConfirmForm
    template_name = "account/confirm_by_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super(passkeys.ReauthenticateWebAuthnView, self).get_context_data(**kwargs)
        return told | {"options": json.dumps(begin_authentication(self.request.user))}

    def form_invalid(self, form: passkey_forms.ConfirmForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


def sensitive(view: Any, counts: Any = limits.by_person) -> Any:
    """Count what is sent."""
    return limits.counted(counts)(view)


address = sensitive(lately(Address.as_view()), limits.by_new_address)
address_code = sensitive(AddressCode.as_view())
change_password = sensitive(ChangePassword.as_view())
first_password = sensitive(lately(FirstPassword.as_view()))
confirm_by_password = sensitive(ConfirmByPassword.as_view())
confirm_by_code = sensitive(ConfirmByCode.as_view(), limits.by_second_factor)
confirm_by_passkey = sensitive(ConfirmByPasskey.as_view(), limits.by_second_factor)
