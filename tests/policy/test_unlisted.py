"""What is not listed is refused: any field of any model in a body, and any of them in a query."""

import pytest

from profiles import limiting
from profiles.policy import TABLE, Rule
from profiles.policy.rules import CSV
from tests import figures
from tests.policy.asking import BRINGS, address, ask_with, brought, undone
from tests.policy.cast import ACTORS, Cast
from tests.policy.expecting import Cell, cells_of, may_act, statuses_of
from tests.policy.model_fields import names, rows
from tests.policy.placed import READY
from tests.policy.preparing import PREPARED
from tests.policy.succeeding import acting
from tests.policy.test_fields import PATHS, document

pytestmark = pytest.mark.django_db

LISTS = [rule for rule in TABLE if rule.takes == CSV]
WRITES = [rule for rule in TABLE if rule.method != "GET" and rule not in LISTS]
READS = [rule for rule in TABLE if rule.method == "GET" and rule.is_api and not rule.same_for_all]
PAGING = {"page", "pageSize"}
TRICKS = {
    "ordering",
    "order",
    "orderBy",
    "sort",
    "fields",
    "include",
    "expand",
    "limit",
    "offset",
    "search",
    "q",
}


def name_of(rule: Rule) -> str:
    return f"{rule.method} {rule.route}"


def first_cells(rule: Rule, cast: Cast) -> list[Cell]:
    """Give for each actor the cell that gets furthest."""
    best: dict[str, Cell] = {}
    for cell in cells_of(rule, cast.things):
        if cell.actor not in best or rule.answers in statuses_of(cell, cast.things):
            best[cell.actor] = cell
    return list(best.values())


@pytest.mark.parametrize("rule", WRITES, ids=name_of)
def test_no_field_of_a_model_is_set_by_naming_it(cast: Cast, rule: Rule):
    extra, wrong, at_first = names() - rule.accepts, {}, rows()
    for cell in first_cells(rule, cast):
        with undone(cast, cell):
            body, headers = brought(cast, cell)
            before = rows() if (rule.route, rule.method) in {*PREPARED, *READY} else at_first
            answer = ask_with(cast, cell, body | dict.fromkeys(sorted(extra), "1"), headers)
            after = rows()
        if after != before:
            wrong[str(cell)] = [table for table in after if after[table] != before[table]]
        elif may_act(cell, cast.things) and answer.status_code != 400:
            wrong[str(cell)] = answer.status_code
    assert wrong == {}


@pytest.mark.parametrize("rule", LISTS, ids=name_of)
def test_a_list_is_no_body_in_which_a_field_can_be_named(cast: Cast, rule: Rule):
    cell = acting(rule, cast)
    with undone(cast, cell):
        before = rows()
        body = dict.fromkeys(sorted(names()), "1")
        answer = cast.clients[cell.actor].post(address(cast, cell), body, content_type="application/json")
        assert (answer.status_code, rows() == before) == (415, True)


@pytest.mark.full
def test_each_of_them_is_refused_by_itself_when_it_is_sent(cast: Cast):
    """Nothing else is in the body that could be what is refused: one request for each name."""
    wrong, sent = {}, 0
    for rule in WRITES:
        cell = acting(rule, cast)
        with undone(cast, cell):
            body, headers = brought(cast, cell)
            before = rows()
            for name in sorted(names() - rule.accepts):
                answer, sent = ask_with(cast, cell, body | {name: "1"}, headers), sent + 1
                limiting.forget_all()
                if answer.status_code != 400:
                    wrong[f"{cell}: {name}"] = answer.status_code
            if rows() != before:
                wrong[str(cell)] = "rows changed"
    assert wrong == {}
    figures.at_least("mass_assignment", alone=sent)


@pytest.mark.parametrize("rule", WRITES, ids=name_of)
def test_each_of_them_is_unknown_to_the_rule(rule: Rule):
    tried = names() - rule.accepts
    assert {name for name in tried if not rule.unknown({name})} == set()


def test_fields_within_fields_are_refused_too(cast: Cast):
    rule = next(each for each in WRITES if each.route == "api:student-detail")
    cell = next(cell for cell in first_cells(rule, cast) if cell.actor == "platform admin")
    headers = BRINGS[rule.route, rule.method](cast, cell)[1]
    tried = names() - {"text", "command"}
    answer = ask_with(cast, cell, {"skills": [{"text": "lassen"} | dict.fromkeys(tried, 1)]}, headers)
    assert {each["pointer"] for each in answer.json()["errors"]} == {f"/skills/0/{name}" for name in tried}


@pytest.mark.parametrize("rule", READS, ids=name_of)
def test_a_query_names_what_the_document_lists_and_nothing_else(cast: Cast, rule: Rule):
    operation = document()["paths"][PATHS[rule.route]]["get"]
    listed = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
    tried = (names() | TRICKS | {f"{name}__in" for name in names()}) - listed
    actor = next(cell.actor for cell in first_cells(rule, cast) if 200 in statuses_of(cell, cast.things))
    cell = next(cell for cell in first_cells(rule, cast) if cell.actor == actor)
    refused: set[str] = set()
    for some in halves(sorted(tried)):
        answer = cast.clients[actor].get(address(cast, cell), dict.fromkeys(some, "1"))
        assert answer.status_code == 400
        refused |= {each["pointer"].removeprefix("/") for each in answer.json()["errors"]}
    assert refused == tried


def halves(tried: list[str]) -> list[list[str]]:
    """Cut a list so that an address stays within what is read of one (1,000 parameters)."""
    return [tried[at : at + 500] for at in range(0, len(tried), 500)]


def test_the_fields_tried_are_as_many_as_we_say():
    tried = sum(len(names() - rule.accepts) for rule in WRITES) * len(ACTORS)
    figures.at_least("mass_assignment", tried=tried)
