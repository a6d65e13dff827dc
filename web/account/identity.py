"""Signing in by way of one's school (OpenID Connect), which is trusted for its own people."""

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from requests import RequestException

from profiles.identifying import Identity, join, vouched_account, vouches_for
from profiles.models import School, User
from web.account.reauthentication import lately

DID_NOT_WORK = _("Signing in by way of your school did not work. Try it again, or another way.")
UNKNOWN_SCHOOL = _("Your school does not take part here yet, or its name came through differently.")
UNKNOWN_PERSON = _("Your school knows you, but we do not yet. Ask your school for a link to your profile.")
MORE_THAN_SCHOOL = _("Your account is more than that of your school. Sign in another way.")
LONGEST = SocialAccount._meta.get_field("uid").max_length
UNREADABLE = (RequestException, AttributeError, KeyError, LookupError, TypeError, ValueError)

View = Callable[..., HttpResponse]


class Connection(OpenIDConnectOAuth2Adapter):
    """Reads what a school's sign-in tells; nothing of it is kept but who it is."""

    def complete_login(self, *args: Any, **kwargs: Any) -> SocialLogin:
        """Give who signs in, and pass on the claims for as long as the request lasts."""
        login = super().complete_login(*args, **kwargs)
        login.claims, login.account.extra_data = login.account.extra_data, {}
        return login

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        info = super()._fetch_user_info(access_token)
        if not isinstance(info["sub"], str) or not 0 < len(info["sub"]) <= LONGEST:
            raise ValueError("it names nobody")
        return info


class IdentityAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Keep the door closed: what a school says opens an account only together with its own invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who came in before by this way; connect or admit whom the school vouches for."""
        if sociallogin.state.get("process") != "login":
            raise refused(request, DID_NOT_WORK)
        identity = identity_of(sociallogin)
        if identity is None:
            raise refused(request, UNKNOWN_SCHOOL)
        if not sociallogin.is_existing:
            self._connect(request, sociallogin, identity)
        elif not vouches_for(identity.school, sociallogin.user):
            raise refused(request, MORE_THAN_SCHOOL)

    def _connect(self, request: HttpRequest, sociallogin: SocialLogin, identity: Identity) -> None:
        user = vouched_account(identity) or join(identity)
        if user is None:
            raise refused(request, UNKNOWN_PERSON)
        sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Say that it did not work, whatever it was, and offer the other ways."""
        raise refused(request, DID_NOT_WORK)


def identity_of(sociallogin: SocialLogin) -> Identity | None:
    """Read the claims; None when they name no school of ours."""
    claims = claims_of(sociallogin)
    held = sociallogin.provider.app.settings
    homes = {str(home).lower(): slug for home, slug in held["schools"].items()}
    slugs = {homes.get(home.lower()) for home in _texts(claims.get(held["home_claim"]))}
    school = School.objects.filter(slug__in=slugs - {None}).first() if len(slugs) == 1 else None
    if school is None:
        return None
    email = claims.get("email") if claims.get("email_verified") is True else None
    own = {home.lower() for home in _texts(claims.get(held["home_claim"]))}
    numbers = [_number(text, homes=own) for text in _texts(claims.get(held["number_claim"]))]
    return Identity(school, email if isinstance(email, str) else None, tuple(filter(None, numbers)))


def _number(text: str, *, homes: Collection[str]) -> str | None:
    """Read a student number out of a personal code; None for that of an employee, or of another home.

    A code ends on ``…:home:studentid:number`` or ``…:home:employeeid:number``; what says less is taken as is.
    """
    *begin, kind, number = ["", "", *text.split(":")]
    if kind.lower() == "employeeid" or (kind.lower() == "studentid" and begin[-1].lower() not in homes):
        return None
    return number


def claims_of(sociallogin: SocialLogin) -> Mapping[str, Any]:
    """Give what the user-info endpoint said, when the signed token is about the same person."""
    told = sociallogin.claims
    token, info = told["id_token"], told["userinfo"]
    if token["sub"] != info["sub"]:
        raise ValueError("the token is about somebody else")
    return info


def refused(request: HttpRequest, why: str | Promise) -> ImmediateHttpResponse:
    """Make the answer that leads back to the ways in."""
    messages.error(request, why)
    return ImmediateHttpResponse(redirect("sign-in"))


def whatever_comes(view: View) -> View:
    """Take a school that does not answer, or answers something else, for one that does not work today."""

    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except ImmediateHttpResponse as answer:
            return answer.response
        except UNREADABLE:
            return refused(request, DID_NOT_WORK).response

    return guarded


@whatever_comes
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the school's own sign-in."""
    return OAuth2LoginView.adapter_view(Connection(request, provider_id))(request)


@whatever_comes
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take who comes back from there."""
    return OAuth2CallbackView.adapter_view(Connection(request, provider_id))(request)


def providers() -> list[dict[str, str]]:
    """List the names and ids of those that this installation trusts."""
    held = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return [{"id": app["provider_id"], "name": app["name"]} for app in held]


def ways_of(user: User) -> list[str]:
    """List the names of the schools' sign-ins by which somebody comes in."""
    names = {each["id"]: each["name"] for each in providers()}
    held = SocialAccount.objects.filter(user=user).order_by("provider").values_list("provider", flat=True)
    return [names.get(provider, provider) for provider in held]


@require_POST
@lately
def forget(request: HttpRequest) -> HttpResponse:
    """Let nobody come in by way of a school any more, until the person does so anew."""
    SocialAccount.objects.filter(user=request.user).delete()
    messages.success(request, _("Your school's sign-in is no longer connected."))
    return redirect("account")


def _texts(claim: Any) -> list[str]:
    """Give a claim as texts: one, several or none."""
    return [text for text in (claim if isinstance(claim, list) else [claim]) if isinstance(text, str)]
