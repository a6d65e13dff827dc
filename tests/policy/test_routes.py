"""Routes, rules and the API's document name the same things: a route without a rule is not there."""

import pytest
import yaml
from django.core.management import CommandError, call_command

from api import errors
from profiles.policy import TABLE, Kind, report_rules
from profiles.policy.routes import every_route
from tests.project.sources import ROOT

# What answers 404 to everybody is the absence of a route.
ROUTES = [route for route in every_route() if route.view is not errors.not_found]
PATHS = {route.name: route.path for route in ROUTES}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def handled(view) -> set[str]:
    """Tell which methods a view of a class has; None for a function, which says it only when asked."""
    names = getattr(view, "actions", None) or [
        name for name in view.cls.http_method_names if hasattr(view.cls, name)
    ]
    return {name.upper() for name in names} & set(METHODS)


def test_a_name_is_one_address():
    assert len(PATHS) == len(ROUTES)


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert {rule.route for rule in TABLE} == set(PATHS)


def test_a_route_and_a_method_have_one_rule():
    asked = [(rule.route, rule.method) for rule in TABLE]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", sorted(name for name in PATHS if name.startswith("api:")))
def test_the_api_handles_what_the_policy_says(name):
    view = next(route.view for route in ROUTES if route.name == name)
    assert handled(view) == {rule.method for rule in TABLE if rule.route == name}


def test_the_document_describes_what_the_policy_says():
    document = yaml.safe_load((ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8"))
    described = {
        (path, method.upper()) for path, operations in document["paths"].items() for method in operations
    }
    documents = {"api:openapi", "api:api-docs"}
    known = {
        (PATHS[rule.route], rule.method) for rule in TABLE if rule.is_api and rule.route not in documents
    }
    assert described == known


def test_a_rule_names_the_arguments_of_its_address():
    named = {rule.route: set(rule.of) for rule in TABLE}
    assert named == {
        name: {part[1:-1] for part in path.split("/") if part.startswith("{")} for name, path in PATHS.items()
    }


# Whose only readers have no tokens, and what people report and decide themselves.
BY_SESSION_ONLY = {rule.route for rule in TABLE if set(rule.who) == {Kind.PLATFORM_ADMIN}} | {
    rule.route for rule in report_rules.API
}


def test_programs_enter_by_a_scope_only():
    unscoped = {
        rule.route for rule in TABLE if rule.is_api and rule.scope is None and Kind.ANYONE not in rule.who
    } - BY_SESSION_ONLY
    assert unscoped == set()


def test_the_page_about_permissions_is_in_step():
    call_command("permissions", "--check")


def test_a_page_out_of_step_is_noticed(monkeypatch):
    monkeypatch.setattr("profiles.management.commands.permissions.permissions", lambda: "another page")
    with pytest.raises(CommandError, match="make permissions"):
        call_command("permissions", "--check")
