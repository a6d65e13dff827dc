"""Pages about a person: never kept by a browser or a proxy; signing in is asked by the middleware."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Answer GET and HEAD only, with ``Cache-Control: no-store``."""
    return _unstored(view, ["GET", "HEAD"])


def personal_form(view: View) -> View:
    """Answer reading, and the POST of the form that the page holds."""
    return _unstored(view, ["GET", "HEAD", "POST"])


def personal_act(view: View) -> View:
    """Answer POST only: a button on another page."""
    return _unstored(view, ["POST"])


def _unstored(view: View, methods: Sequence[str]) -> View:
    @wraps(view)
    def unstored(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return require_http_methods(methods)(unstored)
