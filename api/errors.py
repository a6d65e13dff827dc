"""Errors as RFC 9457 problem documents, in the reader's language, never HTML."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from profiles.limiting import TooOften

PROBLEM = "application/problem+json"


class ProblemRenderer(JSONRenderer):
    media_type = PROBLEM


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception into a problem document; None (a real bug) stays an error that is logged."""
    error = _known(error)
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    response = Response(problem(error), status=error.status_code, headers=_headers(error))
    # The client asked for JSON and gets JSON: the media type says only which kind.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = ProblemRenderer(), PROBLEM
    response.content_type = PROBLEM
    return response


def problem(error: exceptions.APIException) -> dict[str, Any]:
    """Describe an error: type, title, status, detail and, for bad input, one entry per field."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(error.status_code).phrase,
        "status": error.status_code,
    }
    if isinstance(error, exceptions.ValidationError):
        body["detail"] = _("The request was understood but not accepted.")
        body["errors"] = list(_field_errors(error.get_full_details()))
    else:
        body["detail"] = str(error.detail)
        if entries := getattr(error, "errors", ()):
            body["errors"] = list(entries)
    return body


def _known(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound(_("There is nothing here that you may see."))
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, TooOften):
        return exceptions.Throttled(error.retry_after)
    return error


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(error.wait)
    return headers


def _field_errors(details: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"pointer": pointer or "/", "code": details["code"], "detail": str(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _field_errors(inner, pointer if name == "non_field_errors" else f"{pointer}/{name}")
    else:
        for index, inner in enumerate(details):
            deeper = pointer if set(inner) == {"message", "code"} else f"{pointer}/{index}"
            yield from _field_errors(inner, deeper)


@csrf_exempt
def not_found(request: HttpRequest) -> JsonResponse:
    """Answer 404 for a path below the API that no route knows."""
    return _answer(exceptions.NotFound(_("There is nothing here that you may see.")))


def not_understood(request: HttpRequest) -> JsonResponse:
    """Answer 400 for a request that no view can read: a foreign host name, a broken form."""
    return _answer(exceptions.ParseError(_("The request cannot be read.")))


def broken(request: HttpRequest) -> JsonResponse:
    """Answer 500 for a fault of ours; what went wrong stands in the log only."""
    return _answer(exceptions.APIException(_("Something went wrong on our side.")))


def too_often(request: HttpRequest, seconds: int) -> JsonResponse:
    """Answer 429 for an address that asks too often, before anybody looks who asks."""
    return _answer(exceptions.Throttled(seconds))


def _answer(error: exceptions.APIException) -> JsonResponse:
    return JsonResponse(
        problem(error), status=error.status_code, content_type=PROBLEM, headers=_headers(error)
    )
