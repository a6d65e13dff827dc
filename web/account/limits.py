"""How often one may try to get in: by account and address, counted exactly, closed when nobody can count."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from profiles.limiting import SIGN_IN, Limit, client_address, take
from web.account import pending

BY_ACCOUNT = Limit("sign-in-account", fails_closed=True)
CODES = Limit("mailed-codes", fails_closed=True)
SECOND_FACTOR = Limit("second-factor", fails_closed=True)
SECOND_FACTOR_DAY = Limit("second-factor-day", fails_closed=True)

View = Callable[..., HttpResponse]
Counted = tuple[Limit, tuple[object, ...]]


def counted(counts: Callable[[HttpRequest], Iterator[Counted]]) -> Callable[[View], View]:
    """Count every POST to a view; raises `TooOften` before the view looks at what was sent."""

    def decorator(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                for limit, who in counts(request):
                    take(limit, *who)
            return view(request, *args, **kwargs)

        return limited

    return decorator


def by_account(request: HttpRequest) -> Iterator[Counted]:
    """Count by the address of the request, and by that together with the account that was typed."""
    address = client_address(request)
    yield SIGN_IN, (address,)
    yield BY_ACCOUNT, (typed_account(request), address)


def by_mailed_code(request: HttpRequest) -> Iterator[Counted]:
    """Count letters with a code by who asks for them and by who gets them."""
    yield SIGN_IN, (client_address(request),)
    yield CODES, (typed_account(request),)


def by_address(request: HttpRequest) -> Iterator[Counted]:
    """Count tries with a code or a passkey by the address of the request."""
    yield SIGN_IN, (client_address(request),)


def by_person(request: HttpRequest) -> Iterator[Counted]:
    """Count tries of somebody who is signed in."""
    yield BY_ACCOUNT, (request.user.pk,)


def typed_account(request: HttpRequest) -> str:
    """Give the e-mail address that was typed, as accounts are compared."""
    typed = request.POST.get("login") or request.POST.get("email") or ""
    return typed.strip().lower()[:254]


def by_second_factor(request: HttpRequest) -> Iterator[Counted]:
    """Count tries of a second factor by whose it is, however many addresses they come from."""
    who = request.user.pk or pending.whose(request)
    yield SIGN_IN, (client_address(request),)
    yield SECOND_FACTOR, (who,)
    yield SECOND_FACTOR_DAY, (who,)


def by_new_address(request: HttpRequest) -> Iterator[Counted]:
    """Count letters to a new address by who asks for them, and by who gets them."""
    yield CODES, (request.user.pk,)
    yield CODES, (typed_account(request),)
