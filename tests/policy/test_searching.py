"""A search for what one may not see finds no more than a search for nonsense does."""

from collections.abc import Iterator

import pytest

from profiles.policy import TABLE, Rule
from tests.policy.asking import address
from tests.policy.cast import ACTORS, Cast
from tests.policy.expecting import Cell, statuses_of
from tests.policy.planting import Canary, Planted
from tests.policy.seeing import Sight
from tests.policy.test_fields import PATHS, document

pytestmark = pytest.mark.django_db
FULL = pytest.mark.full

NONSENSE = "cnry0123456789abcdef"
ALWAYS = {("api:student-list", "number"), ("api:vacancy-list", "search")}
"""What is tried in every run; the rest takes minutes."""


def searches() -> Iterator[tuple[Rule, str]]:
    """List the parameters that take any text."""
    for rule in TABLE:
        if rule.is_api and rule.method == "GET" and not rule.same_for_all:
            for each in document()["paths"][PATHS[rule.route]]["get"].get("parameters", []):
                is_free = each["schema"].get("type") == "string" and not {"enum", "format"} & set(
                    each["schema"]
                )
                if each["in"] == "query" and is_free:
                    yield rule, each["name"]


def one_of_each_field(sight: Sight, actor: str) -> list[str]:
    """Give for every personal field a whole text of somebody whom an actor may not see."""
    texts: dict[tuple[type, str], str] = {}
    for token, canary in sight.planted.items():
        if token.startswith("cnry") and canary.field != "data" and not sight.allows(actor, token):
            texts[type(canary.row), canary.field] = _text(canary)
    return list(texts.values())


def _text(canary: Canary) -> str:
    return str(getattr(canary.row, canary.field))


SEARCHES = [
    pytest.param(rule, name, id=f"{rule.route}-{name}", marks=() if (rule.route, name) in ALWAYS else (FULL,))
    for rule, name in searches()
]


@pytest.mark.parametrize(("rule", "name"), SEARCHES)
def test_who_may_not_see_it_does_not_find_it(cast: Cast, planted: Planted, rule: Rule, name: str):
    sight, tried = Sight(cast, planted), 0
    for actor in ACTORS:
        cell = Cell(rule, actor)
        if statuses_of(cell, cast.things) != {200}:
            continue
        client, path = cast.clients[actor], address(cast, cell)
        nothing = client.get(path, {name: NONSENSE})
        for text in one_of_each_field(sight, actor):
            found = client.get(path, {name: text})
            tried += 1
            assert (found.status_code, found.content.decode().replace(text, NONSENSE)) == (
                nothing.status_code,
                nothing.content.decode(),
            ), f"{actor} searches {name} for {text}"
    assert tried
