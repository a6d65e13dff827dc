"""The second factor: which roles ask for one, and when a session proved it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from profiles.limiting import Limit, TooOften, take
from profiles.models import Membership

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import User

ONCE = Limit("one-time-code", fails_closed=True)
Role = Membership.Role
ASKED_OF = frozenset({Role.SCHOOL_COORDINATOR, Role.COMPANY_ADMIN, Role.REGION_OFFICE, Role.PLATFORM_ADMIN})


@dataclass(frozen=True, slots=True)
class Proof:
    """When a session proved a second factor for the last time; None when it did not yet."""

    at: datetime | None = None

    def opens(self, role: str) -> bool:
        """Tell whether memberships of that role take effect in this session."""
        if not settings.SECOND_FACTOR_REQUIRED or role not in ASKED_OF:
            return True
        return self.at is not None and (role != Role.PLATFORM_ADMIN or self.is_fresh())

    def is_fresh(self) -> bool:
        """Tell whether it is as recent as the platform admin's must be."""
        return self.at is not None and timezone.now() - self.at <= settings.SECOND_FACTOR_FRESH


def proof_of(request: HttpRequest, user: "User") -> Proof:
    """Read from a session when this user proved a second factor in it."""
    records = get_authentication_records(request, user)
    times = [record["at"] for record in records if record["method"] == "mfa"]
    return Proof(datetime.fromtimestamp(max(times), tz=UTC) if times else None)


def hold_to_session(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give every user who comes by a session what that session proved, so that roles follow it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: held_user(request))
        return get_response(request)

    return middleware


def held_user(request: HttpRequest) -> "User | AnonymousUser":
    """Give the user of a session, who acts in the roles for which it proved enough."""
    user = get_user(request)
    if user.is_authenticated:
        user.second_factor = proof_of(request, user)
    return user


def use_code_once(user: "User", code: str) -> bool:
    """Use up a code of an app; False when it was used a moment ago, in whichever process."""
    try:
        take(ONCE, user.pk, "".join(sign for sign in code if sign.isalnum()))
    except TooOften:
        return False
    return True
