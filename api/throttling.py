"""How often the API may be asked, and the headers that say how often still."""

from typing import TYPE_CHECKING

from rest_framework.throttling import BaseThrottle

from profiles.limiting import Standing, count_account

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class Throttle(BaseThrottle):
    """Counts by account; raises `TooOften`, which becomes a problem with status 429."""

    def allow_request(self, request: "Request", view: "APIView") -> bool:
        account = request.user.pk if request.user else None
        standing = count_account(request._request, account)
        request._request.standing = standing or getattr(request._request, "standing", None)
        return True


def rate_headers(standing: Standing) -> dict[str, str]:
    """Give the headers RateLimit and RateLimit-Policy (an IETF draft) of the limit that comes first."""
    rate = standing.limit.rate
    name = f'"{standing.limit.name}"'
    return {
        "RateLimit": f"{name};r={standing.left};t={standing.seconds}",
        "RateLimit-Policy": f"{name};q={rate.amount};w={rate.get_expiry()}",
    }
