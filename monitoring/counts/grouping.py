"""Counting rows by what they are of: the region as a whole, or every school, level, company and so on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from monitoring.indicators import Scope, Value

UNKNOWN = "unknown"
"""The key of what is not known of a row: it is counted, never left out."""

Paths = Mapping[Scope, str | Combinable | None]
"""How the key of each scope is read from a row; None for the region, which has one key: nothing."""

COPIED: dict[Scope, str | Combinable | None] = {
    Scope.REGION: None,
    Scope.SCHOOL: "school__uuid",
    Scope.PROGRAMME: "programme__uuid",
    Scope.LEVEL: "level",
    Scope.MUNICIPALITY: "home_municipality__code",
    Scope.SECTOR: "sector__code",
}
"""What is copied when something happens to a student (`profiles.models.Counted`)."""


def grouped(rows: QuerySet, path: str | Combinable | None, **aggregates: Any) -> dict[str, tuple[int, ...]]:
    """Give the aggregates by key, zero where there is nothing to add up; one query."""
    if path is None:
        found = rows.order_by().aggregate(**aggregates)
        return {"": tuple(found[name] or 0 for name in aggregates)}
    keyed = rows.order_by().values(by=_expression(path)).annotate(**aggregates)
    return {key_of(row["by"]): tuple(row[name] or 0 for name in aggregates) for row in keyed.order_by()}


def counts(rows: QuerySet, path: str | Combinable | None, aggregate: Any) -> dict[str, Value]:
    """Give one count by key; a key of which there are none is left out, but for the region."""
    found = grouped(rows, path, n=aggregate)
    return {key: Value(n) for key, (n,) in found.items() if n or path is None}


def pairs(rows: QuerySet, path: str | Combinable | None, *fields: str) -> set[tuple[str, tuple[Any, ...]]]:
    """Give key and these fields of all rows, each combination once; one query."""
    key = {} if path is None else {"by": _expression(path)}
    found = rows.order_by().annotate(**key).values_list(*key, *fields).distinct()
    if path is None:
        return {("", tuple(row)) for row in found}
    return {(key_of(by), tuple(row)) for by, *row in found}


def sizes(told: Iterable[tuple[str, Any]], path: object) -> dict[str, Value]:
    """Count the distinct things by key; the region has its zero."""
    found: dict[str, set[Any]] = {"": set()} if path is None else {}
    for key, what in told:
        found.setdefault(key, set()).add(what)
    return {key: Value(len(things)) for key, things in found.items()}


def key_of(value: Any) -> str:
    """Give the key of a measurement: the text of a uuid or code."""
    return UNKNOWN if value is None else str(value)


def _expression(path: str | Combinable) -> Any:
    return F(path) if isinstance(path, str) else path
