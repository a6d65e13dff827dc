"""Deciding who enters: asked by the API's permission and by the pages' middleware."""

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from profiles.policy.kinds import holds
from profiles.policy.rules import Rule
from profiles.policy.table import TABLE

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from profiles.models import ApiToken, User


class Verdict(Enum):
    ENTER = auto()
    SIGN_IN = auto()
    NOT_THERE = auto()
    NEEDS_PROOF = auto()
    NO_METHOD = auto()
    NO_SCOPE = auto()


def rule_of(route: str, method: str) -> Rule | None:
    """Find the rule of a route by its view name; HEAD goes as GET."""
    return _by_route().get(route, {}).get("GET" if method == "HEAD" else method)


def methods_of(route: str) -> Iterable[str]:
    """List the methods that a route answers."""
    return _by_route().get(route, {})


def decide(route: str, method: str, user: "User | AnonymousUser", token: "ApiToken | None" = None) -> Verdict:
    """Say whether this user, by a session or a token, may enter; a route without a rule is not there."""
    if not methods_of(route):
        return Verdict.NOT_THERE
    rule = rule_of(route, method)
    if rule and rule.is_public:
        return Verdict.ENTER
    if not user.is_authenticated and not _has_public_door(route):
        return Verdict.SIGN_IN
    if rule is None:
        return Verdict.NO_METHOD
    if not user.is_authenticated:
        return Verdict.SIGN_IN
    if not holds(user, rule.who):
        return Verdict.NEEDS_PROOF if user.waiting_memberships else Verdict.NOT_THERE
    return Verdict.ENTER if token is None or _reaches(token, rule) else Verdict.NO_SCOPE


def _reaches(token: "ApiToken", rule: Rule) -> bool:
    return rule.scope is not None and rule.scope in token.scopes


def _has_public_door(route: str) -> bool:
    return any(rule.is_public for rule in _by_route()[route].values())


@cache
def _by_route() -> Mapping[str, Mapping[str, Rule]]:
    found: dict[str, dict[str, Rule]] = {}
    for rule in TABLE:
        found.setdefault(rule.route, {})[rule.method] = rule
    return found
