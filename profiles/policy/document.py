"""The policy as a page: docs/permissions.md is this, written anew by ``manage.py permissions``."""

from collections.abc import Iterable, Iterator

from profiles.policy.kinds import Kind
from profiles.policy.routes import every_route
from profiles.policy.rules import Relation, Rule
from profiles.policy.statuses import problems_of
from profiles.policy.table import TABLE

HEAD = """# Who may do what

Written by `make permissions` from the policy (`profiles/policy/`), which every door asks: the API before each
view, the middleware before each page. A route that is not in it is not there. Rows come through `visible_to`.

Not yours and not there answer the same 404, for ids in addresses and in bodies; so does a route that is not
for you. Who is not signed in gets 401 from the API and the sign-in page from a page. What one may see but not
change answers 403, and so does a token without the scope. A token acts within one organisation.

Roles count while their membership takes effect: where a second factor is asked and not proved, they do not.

`tests/policy` asks every route as every kind of actor for every kind of thing; how many cells that are stands
in [figures.toml](figures.toml), and one wrong cell fails the suite.
"""
RELATIONS = "\n".join(
    f"- **{relation}**: {meaning}"
    for relation, meaning in {
        Relation.OWN: "about oneself, or made by oneself.",
        Relation.WARD: "about a child whose confirmed guardian one is.",
        Relation.TENANT: "of the school or company for which one acts today.",
        Relation.CONSENTED: "of a student whose live consent reaches this company.",
        Relation.PUBLIC: "published: an open vacancy of a verified company, a verified company.",
        Relation.VACANT: "a school without a coordinator, a verified company without an administrator.",
        Relation.EVERY: "all there are.",
    }.items()
)


def permissions() -> str:
    """Write the page."""
    paths = {route.name: route.path for route in every_route()}
    api = [rule for rule in TABLE if rule.is_api]
    pages = [rule for rule in TABLE if not rule.is_api]
    parts = [
        HEAD,
        "## Relations",
        RELATIONS + "\n",
        "## The API",
        "\n".join(_table(api, paths, is_api=True)) + "\n",
        "## Pages",
        "\n".join(_table(pages, paths, is_api=False)) + "\n",
        "## What a body may name",
        "\n".join(_accepted()) + "\n",
        "## What an answer of the API shows",
        "\n".join(_shown(api)),
    ]
    return "\n".join(parts) + "\n"


def _table(rules: Iterable[Rule], paths: dict[str, str], *, is_api: bool) -> Iterator[str]:
    yield "| address | method | who, and which rows |" + (" scope | statuses |" if is_api else " status |")
    yield "|---|---|---|" + ("---|---|" if is_api else "---|")
    for rule in sorted(rules, key=lambda rule: (paths.get(rule.route, ""), rule.method)):
        statuses = ", ".join(map(str, [rule.answers, *(problems_of(rule) if is_api else ())]))
        scope = f" {rule.scope or '–'} |" if is_api else ""
        yield f"| `{paths.get(rule.route, rule.route)}` | {rule.method} | {_who(rule)} |{scope} {statuses} |"


def _who(rule: Rule) -> str:
    return "; ".join(
        f"{kind}: {', '.join(relation for relation in Relation if relation in relations)}"
        if relations
        else str(kind)
        for kind in Kind
        if (relations := rule.who.get(kind)) is not None
    )


def _accepted() -> Iterator[str]:
    for rule in TABLE:
        if rule.accepts:
            yield f"- **{_name(rule)}**: {', '.join(sorted(rule.accepts))}"


def _shown(rules: Iterable[Rule]) -> Iterator[str]:
    by_fields: dict[frozenset[str], list[str]] = {}
    for rule in rules:
        if rule.fields:
            by_fields.setdefault(rule.fields, []).append(_name(rule))
    for fields, names in by_fields.items():
        yield f"- **{', '.join(names)}**: {', '.join(sorted(fields))}"


def _name(rule: Rule) -> str:
    return f"{rule.route.removeprefix('api:')} ({rule.method})"
