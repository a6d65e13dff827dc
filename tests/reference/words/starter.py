"""The starter vocabulary of the region as the engine sees it, read by the loader's own readers."""

from collections.abc import Callable
from functools import cache

from matching.labels import Label
from reference.headers import RowError
from reference.loading.pack import find_pack
from reference.loading.starter_rows import OCCUPATIONS, SKILLS, Seen, Starter, occupation_of, skill_of
from reference.reporting import Report
from reference.tables import Column, Row, Table

Reader = Callable[[Row, int | None, Seen, Report], Starter | None]
NAMES: dict[str, tuple[tuple[Column, ...], Reader]] = {
    "skills": (SKILLS, skill_of),
    "occupations": (OCCUPATIONS, occupation_of),
}


@cache
def read(name: str) -> tuple[tuple[Starter, ...], tuple[RowError, ...]]:
    """Read the ``skills`` or ``occupations`` of the pack, and what is wrong with them."""
    columns, reader = NAMES[name]
    seen, report, found = Seen(), Report(name), []
    for _sector, path in find_pack("keyport").by_sector(name):
        table = Table(path, columns)
        found += [starter for row in table if (starter := reader(row, None, seen, report))]
        report.errors += [*table.warnings, *table.errors]
    return tuple(found), tuple(report.errors)


def labels(name: str) -> list[Label]:
    """List the labels of the ``skills`` or ``occupations``; their short names serve as concepts."""
    return [
        Label(starter.slug, wording.language, wording.kind, wording.text)
        for starter in read(name)[0]
        for wording in starter.concept.wordings
    ]


def relations() -> list[tuple[str, str, str]]:
    """List (skill, skill, ``related``)."""
    return [
        (starter.slug, other, "related")
        for starter in read("skills")[0]
        for other in starter.others["related"]
    ]


def needs() -> list[tuple[str, str, str]]:
    """List (occupation, skill, ``essential`` or ``optional``)."""
    return [
        (starter.slug, skill, kind)
        for starter in read("occupations")[0]
        for kind in ("essential", "optional")
        for skill in starter.others[kind]
    ]
