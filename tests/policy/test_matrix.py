"""Every route is asked as every kind of actor for every kind of thing, and answers what the policy says."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from profiles import access_log
from profiles.policy import TABLE, Noun, Rule
from tests import figures
from tests.policy.asking import ask, leaves_of, told
from tests.policy.cast import ACTORS, Cast
from tests.policy.expecting import Cell, cells_of, is_listed, may_act, statuses_of
from tests.policy.noting import Notes
from tests.policy.succeeding import tried

pytestmark = pytest.mark.django_db

LISTS = [rule for rule in TABLE if rule.lists]
FREE = ("values", "change", "languages", "data")  # leaves that hold whatever the match or the profile brings


def name_of(rule: Rule) -> str:
    return f"{rule.method} {rule.route}"


@pytest.fixture(scope="module")
def notes(cast: Cast) -> Notes:
    return Notes(cast)


@pytest.mark.parametrize("rule", TABLE, ids=name_of)
def test_every_cell_answers_as_the_policy_says_and_is_noted(cast: Cast, notes: Notes, rule: Rule):
    """In one test, because asking is what takes time."""
    wrong, refused, has_succeeded = {}, defaultdict(set), False
    for cell in cells_of(rule, cast.things):
        expected = statuses_of(cell, cast.things)
        notes.begin()
        if has_succeeded or not may_act(cell, cast.things):
            answer = ask(cast, cell)
        else:
            answer, has_succeeded = tried(cast, cell)
        if answer.status_code not in expected:
            wrong[str(cell)] = (answer.status_code, expected)
        if answer.status_code == 404:
            refused[cell.actor].add(told(answer))
        if rule.is_api and answer.status_code == 200 and not rule.lists:
            shown = answer.json() if answer["Content-Type"] == "application/json" else {}
            if leaked := extra(leaves_of(shown), rule):
                wrong[str(cell)] = leaked
        if rule.answers in expected and not rule.same_for_all and (lacking := notes.lacking(cell, answer)):
            wrong[str(cell)] = ("not in the access log", lacking)
    assert wrong == {}
    assert {actor for actor, texts in refused.items() if len(texts) > 1} == set(), "404s that differ"
    assert has_succeeded, "nobody succeeds"


def test_what_is_not_noted_is_noticed(cast: Cast, notes: Notes, monkeypatch: pytest.MonkeyPatch):
    rule = next(each for each in TABLE if (each.route, each.method) == ("api:student-detail", "GET"))
    cell = Cell(rule, "adult student, visible", ("visible student",))
    notes.begin()
    assert notes.lacking(cell, ask(cast, cell)) == set()
    monkeypatch.setattr(access_log, "note", lambda request, response: None)
    notes.begin()
    assert notes.lacking(cell, ask(cast, cell)) == {cast.world.sanne.uuid}


@pytest.mark.parametrize("rule", LISTS, ids=name_of)
def test_every_list_shows_what_the_policy_says(cast: Cast, rule: Rule):
    wrong = {}
    for actor in ACTORS:
        cell = Cell(rule, actor)
        if statuses_of(cell, cast.things) != {200}:
            continue
        rows = ask(cast, cell, pageSize=100).json()["results"]
        shown = {row["id"] for row in rows}
        for name, thing in cast.things[rule.lists].items():
            if (thing.argument in shown) != is_listed(rule, actor, thing):
                wrong[f"{cell} – {name}"] = "shown" if thing.argument in shown else "not shown"
        if leaked := {leaf for row in rows for leaf in extra(leaves_of(row), rule)}:
            wrong[str(cell)] = leaked
    assert wrong == {}


def extra(leaves: Iterator[str], rule: Rule) -> set[str]:
    """List the leaves that a rule does not name; an empty branch stands for its leaves."""
    branches = {leaf[:at] for leaf in rule.fields for at, sign in enumerate(leaf) if sign == "."}
    return {
        leaf
        for leaf in leaves
        if leaf not in rule.fields | branches | {""} and not any(f".{free}." in f".{leaf}" for free in FREE)
    }


def test_the_cells_are_as_many_as_we_say(cast: Cast):
    asked = Counter(rule.route for rule in TABLE for _ in cells_of(rule, cast.things))
    listed = sum(len(ACTORS) * len(cast.things[rule.lists]) for rule in LISTS)
    assert set(asked) == {rule.route for rule in TABLE}
    figures.at_least("permissions", cells=asked.total() + listed, rules=len(TABLE), actors=len(ACTORS))
    assert asked.total() + listed >= 2_000


def test_every_noun_is_somebody_s_in_the_cast(cast: Cast):
    used = {noun for rule in TABLE for noun in (*rule.of.values(), *filter(None, [rule.lists]))}
    assert used <= set(cast.things), "tests/policy/cast.py lacks things of this kind"
    assert used <= set(Noun)
