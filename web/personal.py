"""Pages about a person: signed in only, and never kept by a browser or a proxy."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Answer GET and HEAD with ``Cache-Control: no-store``; signing in is asked by the middleware."""

    @wraps(view)
    def unstored(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return require_safe(unstored)
