"""Signing in and out, and the language in which one reads."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from web.forms.sign_in import SignInForm

LANGUAGES = dict(settings.LANGUAGES)


class SignIn(views.LoginView):
    """Sign in by e-mail and password; the answer to a wrong pair is the same whether the account exists."""

    form_class = SignInForm
    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Give where one was going; nowhere, when that was to sign in."""
        address = super().get_redirect_url()
        return "" if urlsplit(address).path == self.request.path else address

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Sign in, and go on in the language that this person chose before."""
        response = super().form_valid(form)
        _remember(response, self.request.user.language)
        return response


class SignOut(views.LogoutView):
    """Sign out, by POST only."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("You are signed out."))
        return response


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read on in another language; who is signed in finds it again everywhere."""
    response = set_language(request)
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in LANGUAGES:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return response


def _remember(response: HttpResponse, language: str) -> None:
    if language in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


sign_in = SignIn.as_view()
sign_out = method_decorator(login_not_required, name="dispatch")(SignOut).as_view()
