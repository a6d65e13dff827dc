"""How a program or a browser proves who is asking."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from profiles.models import ApiToken
from profiles.secrecy import digest_of

if TYPE_CHECKING:
    from profiles.models import User


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer sp_…``: acts within one membership; notes the day of its last use."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> "tuple[User, ApiToken] | None":
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != self.keyword.lower():
            return None
        related = ("user", "membership__school", "membership__company")
        token = ApiToken.objects.live().select_related(*related).filter(digest=digest_of(secret)).first()
        if token is None:
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked."))
        self._note_use(token)
        token.user.act_within(token.membership)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword

    def _note_use(self, token: ApiToken) -> None:
        today = timezone.localdate()
        if token.last_used_on != today:
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


class SessionAuthentication(authentication.SessionAuthentication):
    """The cookie of somebody signed in to the pages; answers 401, not 403, to nobody."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token: it acts within one organisation, as far as its scopes reach.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
