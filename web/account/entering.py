"""Getting in: by password, by a code from a mail, by a passkey; and the second factor after it."""

import json
from typing import Any

from allauth.account import views
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from web.account import limits, pending
from web.account.identity import providers
from web.forms import entering as forms
from web.forms import passkeys as passkey_forms


class SignIn(views.LoginView):
    """By e-mail address and password; what is wrong is said in the same words whether the account exists."""

    form_class = forms.SignInForm
    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"providers": providers(), "is_demo": not settings.SECOND_FACTOR_REQUIRED}
        return super().get_context_data(**kwargs) | told


class AskCode(views.RequestLoginCodeView):
    """Have a code mailed; the answer is the same whether the account exists."""

    form_class = forms.CodeRequestForm
    template_name = "account/ask_code.html"

    def form_valid(self, form: forms.CodeRequestForm) -> HttpResponse:
        """Send the code, or a letter that says there is no account."""
        response = super().form_valid(form)
        pending.code_mailed(self.request, form._user)
        return response


class EnterCode(views.ConfirmLoginCodeView):
    """Sign in with the code that was mailed: three tries, fifteen minutes."""

    form_class = forms.CodeForm
    template_name = "account/enter_code.html"

    def form_valid(self, form: forms.CodeForm) -> HttpResponse:
        """Go on, unless all sign-ins ended since the code was mailed."""
        if not pending.code_holds(self._process.state, self._process.user):
            return pending.start_again(self.request)
        return super().form_valid(form)


class SecondStep(factors.AuthenticateView):
    """Show the second factor, after a password or a code was right."""

    form_class = forms.SecondFactorForm
    webauthn_form_class = passkey_forms.SecondStepForm
    template_name = "account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        options = told["js_data"]["request_options"]
        has_passkey = bool(options["publicKey"].get("allowCredentials"))
        return told | {"options": json.dumps(options), "has_passkey": has_passkey}


class PasskeySignIn(passkeys.LoginWebAuthnView):
    """Sign in with a passkey alone, which is two factors: the device and what unlocks it."""

    form_class = passkey_forms.SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give what the browser must have signed."""
        return JsonResponse(begin_authentication(user=None))

    def form_invalid(self, form: passkey_forms.SignInForm) -> HttpResponse:
        for text in form.errors.get("credential", []):
            messages.error(self.request, text)
        return redirect("sign-in")


sign_in = limits.counted(limits.by_account)(SignIn.as_view())
ask_code = limits.counted(limits.by_mailed_code)(AskCode.as_view())
enter_code = limits.counted(limits.by_address)(EnterCode.as_view())
second_step = limits.counted(limits.by_second_factor)(SecondStep.as_view())
passkey_sign_in = limits.counted(limits.by_address)(PasskeySignIn.as_view())
