"""The fields that the policy promises are those that the API's document describes: no more, no fewer."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from profiles.policy import TABLE, Rule
from tests.policy.test_routes import PATHS
from tests.project.sources import ROOT

READS = [rule for rule in TABLE if rule.is_api and not rule.same_for_all]
ENVELOPE = {"count", "next", "previous"}


@cache
def document() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8"))


def described(schema: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """List the leaves of a schema."""
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if branches := schema.get("oneOf") or schema.get("allOf"):
        for branch in branches:
            if branch.get("type") != "null":
                yield from described(branch, prefix)
    elif "items" in schema:
        yield from described(schema["items"], prefix)
    elif "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from described(inner, f"{prefix}.{name}" if prefix else name)
    else:
        yield prefix


@pytest.mark.parametrize("rule", READS, ids=lambda rule: f"{rule.method} {rule.route}")
def test_the_document_and_the_policy_name_the_same_fields(rule: Rule):
    responses = document()["paths"][PATHS[rule.route]][rule.method.lower()]["responses"]
    content = responses[str(rule.answers)].get("content", {})
    leaves = set(described(content.get("application/json", {"schema": {}})["schema"]))
    if rule.lists:
        leaves = {leaf.removeprefix("results.") for leaf in leaves - ENVELOPE}
    assert leaves - {""} == rule.fields


@pytest.mark.parametrize("rule", READS, ids=lambda rule: f"{rule.method} {rule.route}")
def test_the_document_and_the_policy_take_the_same_bodies(rule: Rule):
    operation = document()["paths"][PATHS[rule.route]][rule.method.lower()]
    content = operation.get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
    assert set(content) == {rule.takes}
    schema = content[rule.takes]["schema"]
    assert {leaf.partition(".")[0] for leaf in described(schema)} - {""} == rule.accepts
