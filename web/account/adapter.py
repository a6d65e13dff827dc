"""How signing in behaves here: no open door, no foreign address, our own words and letters."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from profiles import mailing
from profiles.limiting import client_address
from profiles.models import User
from profiles.second_factor import proof_of
from profiles.signing_in import end_sign_ins, keep_address
from web.account import pending
from web.account.language import remember
from web.account.reauthentication import signed_in_lately
from web.account.words import ERRORS, HAPPENED, LETTERS, SAID, WAYS


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the door closed: one joins by an invitation, a claim or a request (`profiles.joining`)."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer with pages, whatever a program says that it accepts."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Go on to pages of this site only, and not to where one is."""
        if not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
            return False
        return urlsplit(url).path != self.request.path

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse | None:
        """Begin to sign in; nobody is asked to confirm the address with which the account was made."""
        keep_address(user)
        pending.begin(request, user)
        return super().pre_login(request, user, **told)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, unless all sign-ins ended since this one began; roles follow what the session proved."""
        if not pending.holds(request, user):
            raise ImmediateHttpResponse(pending.start_again(request))
        super().login(request, user)
        user.second_factor = proof_of(request, user)

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """Go on in the language that this person chose before."""
        response = super().post_login(request, user, **told)
        remember(response, user.language)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Say of a closed account what is said of none."""
        messages.error(request, _("That did not work. Try it another way."))
        return redirect("sign-in")

    def set_password(self, user: User, password: str) -> None:
        """Change the password; every other session and all tokens end."""
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sign_ins(user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account")

    def is_reauthentication_required(self, *, app: str, **told: Any) -> bool:
        """Ask once more who it is, unless that was told a moment ago."""
        return not signed_in_lately(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """List the ways to confirm who one is, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in ways]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what has none is not worth saying."""
        if text := message or SAID.get(message_template or ""):
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter; whose address nobody knows gets one too, and just as soon."""
        reader = User.objects.filter(email__iexact=email).first()
        language = reader.language if reader else get_language()
        letter = LETTERS.get(template_prefix, "account_changed")
        happened = "" if template_prefix in LETTERS else HAPPENED[template_prefix]
        mailing.send(email, letter, language, context | {"email": email, "happened": happened})
