"""Whether somebody succeeds: answered as success is, and not only led somewhere or asked again."""

from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import TestCase
from django.urls import reverse

from profiles.policy import Rule
from tests.policy.asking import ask_with, brought, undone
from tests.policy.cast import Cast
from tests.policy.expecting import Cell, cells_of, may_act
from tests.policy.model_fields import rows

# Where one is led who must first show who one is.
ELSEWHERE = {
    reverse(name)
    for name in (
        "sign-in",
        "second-factor",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "account_reset_password",
    )
}
LOOKED_UP = {"claim-code"}  # a form that only finds a page


def acting(rule: Rule, cast: Cast) -> Cell:
    """Give a cell in which somebody succeeds."""
    allowed = (cell for cell in cells_of(rule, cast.things) if may_act(cell, cast.things))
    return next(cell for cell in allowed if tried(cast, cell)[1])


def tried(cast: Cast, cell: Cell) -> tuple[HttpResponse, bool]:
    """Ask, and tell whether that succeeded: answered as success is, and what was sent left a trace."""
    with undone(cast, cell):
        body, headers = brought(cast, cell)
        before, kept = rows(), traces(cast, cell)
        with TestCase.captureOnCommitCallbacks() as after_it:
            answer = ask_with(cast, cell, body, headers)
        has_changed = rows() != before
        has_left_any = has_changed or bool(after_it) or traces(cast, cell) != kept
    is_led_away = answer.status_code == 302 and answer.url.partition("?")[0] in ELSEWHERE and not has_changed
    is_only_read = cell.rule.method == "GET" or cell.rule.route in LOOKED_UP
    return answer, answer.status_code == cell.rule.answers and not is_led_away and (
        is_only_read or has_left_any
    )


def traces(cast: Cast, cell: Cell) -> tuple[object, ...]:
    """Read what may change beside the rows: sessions, cookies, and mail."""
    sessions = list(Session.objects.order_by("pk").values_list("pk", "session_data"))
    return sessions, cast.clients[cell.actor].cookies.output(), len(mail.outbox)
