"""What a broken request gets outside any view: a problem document below ``/api``, a page elsewhere."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotFound
from django.template.loader import render_to_string
from django.views import defaults

from api import errors

API = "/api"


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, without looking again at what could not be read: the framework's own page would."""
    if under_api(request):
        return errors.not_understood(request)
    return HttpResponseBadRequest(render_to_string("400.html"))


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, without looking at what was sent there: that nobody can read it makes no other answer."""
    return HttpResponseNotFound(render_to_string("404.html", request=request))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return errors.broken(request) if under_api(request) else defaults.server_error(request)


def under_api(request: HttpRequest) -> bool:
    """Tell whether a program asks, who gets problem documents."""
    return f"{request.path}/".startswith(f"{API}/")
