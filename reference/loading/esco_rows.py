"""Rows of the official ESCO files: their columns in both versions, and what they say of a concept."""

import re
from typing import Any

from django.utils.translation import gettext as _

from reference.loading.concepts import Concept
from reference.loading.labelling import Wording
from reference.models import LabelKind, Skill
from reference.reporting import Report
from reference.tables import Column, Row, RowError

URI = Column("uri", ("conceptUri", "skillUri", "occupationUri"), required=True)
CONCEPTS = (
    URI,
    Column("preferred", ("preferredLabel",), required=True),
    Column("alternatives", ("altLabels", "altLabel"), multiline=True),
    Column("hidden", ("hiddenLabels", "hiddenLabel"), multiline=True),
    Column("description", ("description",)),
    Column("skill_type", ("skillType",)),
    Column("reuse", ("reuseLevel",)),
    Column("status", ("status",)),
    Column("isco", ("iscoGroup",)),
    Column("code", ("code",)),
)
NEEDS = (
    Column("occupation", ("occupationUri",), required=True),
    Column("skill", ("skillUri",), required=True),
    Column("kind", ("relationType",), required=True),
)
RELATIONS = (
    Column("skill", ("originalSkillUri",), required=True),
    Column("type", ("originalSkillType",)),
    Column("other", ("relatedSkillUri",), required=True),
    Column("other_type", ("relatedSkillType",)),
)
BROADER = (
    Column("skill", ("conceptUri",), required=True),
    Column("type", ("conceptType",)),
    Column("other", ("broaderUri",), required=True),
    Column("other_type", ("broaderType",)),
)
LONGEST_URI = 200
_ISCO = re.compile(r"(?:^|[/C])(\d{4})(?:\.|$)", re.ASCII)


def concept_of(
    row: Row, language: str, fields: dict[str, Any], seen: dict[str, int], report: Report
) -> Concept | None:
    """Read one concept; what is wrong goes into the report, what is no longer in force is passed over."""
    uri, preferred = row.values["uri"], row.values["preferred"]
    if error := _wrong_uri(row, uri, seen):
        report.errors.append(error)
        return None
    seen[uri] = row.number
    if row.values["status"].casefold() not in ("", "released"):
        report.skipped += 1
        return None
    if not preferred:
        report.skipped += 1
        report.warnings.append(row.error("preferredLabel", "no_label", _("the concept has no label")))
        return None
    return Concept(uri, tuple(_wordings(row, language)), fields)


def _wrong_uri(row: Row, uri: str, seen: dict[str, int]) -> RowError | None:
    if not uri.startswith(("http://", "https://")) or len(uri) > LONGEST_URI:
        detail = _("“%(uri)s” is no address of a concept") % {"uri": uri[:80]}
        return row.error("conceptUri", "bad_uri", detail)
    if uri in seen:
        detail = _("the concept stands in row %(row)d already") % {"row": seen[uri]}
        return row.error("conceptUri", "duplicate_row", detail)
    return None


def _wordings(row: Row, language: str) -> list[Wording]:
    others = row.values["alternatives"].splitlines() + row.values["hidden"].splitlines()
    found = [Wording(language, LabelKind.PREFERRED, row.values["preferred"])]
    found += [Wording(language, LabelKind.ALTERNATIVE, text) for text in others]
    if row.values["description"]:
        found.append(Wording(language, LabelKind.DESCRIPTION, row.values["description"]))
    return found


def skill_fields(row: Row) -> dict[str, Any]:
    """Read the kind of a skill, where the file tells it."""
    if row.values["reuse"].casefold() == "transversal":
        return {"kind": Skill.Kind.TRANSVERSAL}
    told = row.values["skill_type"].casefold()
    if not told:
        return {}
    return {"kind": Skill.Kind.KNOWLEDGE if told == "knowledge" else Skill.Kind.SKILL}


def occupation_fields(row: Row) -> dict[str, Any]:
    """Read the ISCO group of an occupation: a number, an address (…/C2654) or the start of the code."""
    found = _ISCO.search(row.values["isco"]) or _ISCO.search(row.values["code"])
    return {"isco": found[1]} if found else {}
