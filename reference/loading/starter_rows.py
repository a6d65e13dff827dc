"""Rows of a starter vocabulary: the columns, and what a row says of a skill or an occupation."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from reference.loading.cells import Cells, listed
from reference.loading.concepts import Concept
from reference.loading.labelling import Wording
from reference.loading.pack import address
from reference.models import LabelKind, Skill
from reference.naming import folded
from reference.reporting import Report
from reference.tables import Column, Row

NAMES = (
    Column("slug", required=True),
    Column("nl", required=True),
    Column("nl_alt"),
    Column("en", required=True),
    Column("en_alt"),
    Column("esco"),
)
SKILLS = (*NAMES, Column("kind", required=True), Column("related"))
OCCUPATIONS = (
    *NAMES,
    Column("isco"),
    Column("level"),
    Column("description_nl"),
    Column("essential"),
    Column("optional"),
)
LANGUAGES = ("nl", "en")
ESCO = "http://data.europa.eu/esco/"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ISCO = re.compile(r"\d{4}", re.ASCII)
_LEVEL = re.compile(r"[1-8]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Starter:
    """A concept of the starter vocabulary with the short names of those that belong to it, by column."""

    row: Row
    slug: str
    concept: Concept
    others: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """What the files read so far have used: short names and addresses with their place, labels with whose."""

    slugs: dict[str, str] = field(default_factory=dict)
    uris: dict[str, str] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)


def skill_of(row: Row, sector: int | None, seen: Seen, report: Report) -> Starter | None:
    """Read one skill; what is wrong goes into the report."""
    cells = Cells(row, report)
    cells.need("kind")
    fields = {"kind": cells.choice("kind", Skill.Kind.values, "unknown_kind"), "sector_id": sector}
    return _starter(cells, "skill", fields, ("related",), seen, report)


def occupation_of(row: Row, sector: int | None, seen: Seen, report: Report) -> Starter | None:
    """Read one occupation; what is wrong goes into the report."""
    cells = Cells(row, report)
    if cells["isco"] and not _ISCO.fullmatch(cells["isco"]):
        cells.refuse("isco", "bad_isco", _("is no ISCO code of four digits"))
    if cells["level"] and not _LEVEL.fullmatch(cells["level"]):
        cells.refuse("level", "unknown_level", _("is no NLQF level, 1 to 8"))
    level = int(cells["level"]) if cells["level"] and not cells.bad else None
    fields = {"isco": cells["isco"], "level": level, "sector_id": sector}
    return _starter(cells, "occupation", fields, ("essential", "optional"), seen, report)


def _starter(
    cells: Cells, noun: str, fields: dict[str, Any], lists: tuple[str, ...], seen: Seen, report: Report
) -> Starter | None:
    cells.need("slug", *LANGUAGES)
    place = f"{report.file}:{cells.row.number}"
    slug, uri = cells["slug"], cells["esco"] or address(noun, cells["slug"])
    if slug and not _SLUG.fullmatch(slug):
        cells.refuse("slug", "bad_slug", _("is no short name: small letters, digits and single dashes"))
    if cells["esco"] and not cells["esco"].startswith(f"{ESCO}{noun}/"):
        cells.refuse("esco", "bad_uri", _("is no ESCO address of such a concept"))
    _once(cells, "slug", slug, seen.slugs, place)
    _once(cells, "esco" if cells["esco"] else "slug", uri, seen.uris, place)
    wordings = _wordings(cells)
    _own_labels(cells, slug, wordings, seen)
    if cells.bad:
        return None
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    return Starter(
        cells.row, slug, Concept(uri, wordings, told), {name: listed(cells[name]) for name in lists}
    )


def _once(cells: Cells, column: str, value: str, seen: dict[str, str], place: str) -> None:
    if seen.setdefault(value, place) != place:
        cells.refuse(column, "duplicate_row", _("is used already, in %(place)s") % {"place": seen[value]})


def _wordings(cells: Cells) -> tuple[Wording, ...]:
    found = []
    for language in LANGUAGES:
        found.append(Wording(language, LabelKind.PREFERRED, cells[language]))
        found += [Wording(language, LabelKind.ALTERNATIVE, text) for text in listed(cells[f"{language}_alt"])]
    described = cells.row.values.get("description_nl", "")
    return (*found, Wording("nl", LabelKind.DESCRIPTION, described)) if described else tuple(found)


def _own_labels(cells: Cells, slug: str, wordings: tuple[Wording, ...], seen: Seen) -> None:
    """Refuse a label that another concept has in the same language: nobody could tell which is meant."""
    for wording in wordings:
        key = (wording.language, folded(wording.text))
        if wording.kind == LabelKind.DESCRIPTION or not key[1]:
            continue
        owner = seen.labels.setdefault(key, slug)
        if owner != slug:
            column = wording.language if wording.kind == LabelKind.PREFERRED else f"{wording.language}_alt"
            detail = _("has the label “%(label)s”, which %(owner)s has too") % {
                "label": wording.text,
                "owner": owner,
            }
            cells.refuse(column, "duplicate_label", detail)
