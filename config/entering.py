"""The door: who enters a page is in the policy, and nobody but the reader keeps what is answered."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_vary_headers
from rest_framework.views import APIView

from api import errors
from config.trouble import under_api
from profiles.limiting import TooOften, count_account, count_address
from profiles.policy import Verdict, decide, methods_of, rule_of
from web import patience

View = Callable[..., HttpResponse]
DIFFERS_BY = ("Cookie", "Accept-Language")


class Door:
    """Asks the policy before each page; the API asks it itself, once it knows whose token it holds."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        rule = rule_of(match.view_name, request.method) if match else None
        if not (rule and rule.same_for_all):
            response.headers["Cache-Control"] = "no-store"
            patch_vary_headers(response, _differs_by(request))
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponse | None:
        try:
            request.standing = count_address(request)
            return None if _asks_itself(view) else _entered(request)
        except TooOften as error:
            answer = errors.too_often if under_api(request) else patience.too_often
            return answer(request, error.retry_after)


def _asks_itself(view: View) -> bool:
    return issubclass(getattr(view, "cls", object), APIView)


def _entered(request: HttpRequest) -> HttpResponse | None:
    route = request.resolver_match.view_name
    match decide(route, request.method, request.user):
        case Verdict.ENTER:
            count_account(request, request.user.pk)
            _refuse_unknown_fields(request)
            return None
        case Verdict.SIGN_IN:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        case Verdict.NEEDS_PROOF:
            return redirect("second-factor")
        case Verdict.NO_METHOD:
            return HttpResponseNotAllowed(methods_of(route))
    if under_api(request):
        return errors.not_found(request)
    raise Http404


def _refuse_unknown_fields(request: HttpRequest) -> None:
    rule = rule_of(request.resolver_match.view_name, request.method)
    if rule.unknown({*request.POST, *request.FILES} - {"csrfmiddlewaretoken"}):
        raise BadRequest


def _differs_by(request: HttpRequest) -> tuple[str, ...]:
    return (*DIFFERS_BY, "Authorization") if under_api(request) else DIFFERS_BY
