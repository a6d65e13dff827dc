"""What somebody gets who asks more often than a limit allows: a page that says when to come back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.limiting import TooOften


class Patience:
    """Turns `TooOften` of a page into status 429 with ``Retry-After``; the API answers for itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for `TooOften`, and for nothing else."""
        if not isinstance(exception, TooOften):
            return None
        return too_often(request, exception.retry_after)


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 429."""
    told = {"seconds": seconds, "minutes": -(-seconds // 60)}
    response = render(request, "429.html", told, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
