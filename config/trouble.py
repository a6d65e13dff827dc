"""What a broken request gets outside any view: a problem document below ``/api``, a page elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from api import errors

API = "/api/"


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    if request.path.startswith(API):
        return errors.not_understood(request)
    return defaults.bad_request(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return errors.broken(request) if request.path.startswith(API) else defaults.server_error(request)
