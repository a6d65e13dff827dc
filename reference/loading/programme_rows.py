"""Rows of a list of programmes: the columns, and what a row says."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from reference.levels import ALIASES, Level
from reference.loading.cells import Cells, listed, nearest
from reference.models import Programme
from reference.reporting import Report
from reference.tables import Column, Row

COLUMNS = (
    Column("register", ("registratie",)),
    Column("code", ("crebo", "croho", "crebocode", "crebonummer", "opleidingscode"), required=True),
    Column("name", ("naam", "opleiding", "opleidingsnaam", "programme", "kwalificatie"), required=True),
    Column("name_en", ("name english", "english name", "engelse naam", "naam engels")),
    Column("level", ("niveau",), required=True),
    Column("sector", ("branche",)),
    Column("occupations", ("beroepen", "occupation", "beroep")),
    Column("valid_from", ("geldig van", "geldig vanaf", "van", "vanaf", "from", "start")),
    Column("valid_until", ("geldig tot", "geldig tot en met", "tot", "until", "end", "einde")),
    Column("checked_on", ("gecontroleerd op", "gecontroleerd", "checked")),
    Column("skills", ("vaardigheden", "skill", "competenties")),
)
_CODE = re.compile(r"[1-9]\d{4}", re.ASCII)
Key = tuple[str, str]
LISTS = ("skills", "occupations")


@dataclass(frozen=True, slots=True)
class Course:
    """A programme as a file gives it; ``fields`` and ``words`` hold only what its row tells."""

    row: Row
    key: Key
    fields: dict[str, Any]
    words: dict[str, list[str]] = field(default_factory=dict)


def course_of(row: Row, report: Report, sectors: dict[str, int], seen: dict[Key, int]) -> Course | None:
    """Read one programme; what is wrong goes into the report. ``seen`` gathers the codes of the file."""
    cells = Cells(row, report)
    cells.need("code", "name", "level")
    key = (_register(cells), _code(cells))
    fields = {"name": cells.fit("name", 200), "name_en": cells.fit("name_en", 200), "level": _level(cells)}
    fields["sector_id"] = sectors.get(cells.choice("sector", sectors, "unknown_sector"))
    fields |= {name: cells.day(name) for name in ("valid_from", "valid_until", "checked_on")}
    _order(cells, fields)
    if not cells.bad and key in seen:
        cells.refuse("code", "duplicate_row", _("stands in row %(row)d already") % {"row": seen[key]})
    if cells.bad:
        return None
    seen[key] = row.number
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    words = {name: listed(cells[name]) for name in LISTS if cells[name]}
    return Course(row, key, told, words)


def _register(cells: Cells) -> str:
    written = cells["register"].casefold() or Programme.Register.CREBO
    if written not in Programme.Register.values:
        detail = _("is no register; write crebo or croho")
        cells.refuse("register", "unknown_register", detail, nearest(written, Programme.Register.values))
    return written


def _code(cells: Cells) -> str:
    if cells["code"] and not _CODE.fullmatch(cells["code"]):
        cells.refuse("code", "bad_code", _("is no code of five digits, such as 25180"))
    return cells["code"]


def _level(cells: Cells) -> str:
    level = Level.parse(cells["level"])
    if cells["level"] and level is None:
        known = [name for names in ALIASES.values() for name in names]
        detail = _("is no level; write for instance mbo 3, havo or hbo")
        cells.refuse("level", "unknown_level", detail, nearest(cells["level"].casefold(), known))
    return level or ""


def _order(cells: Cells, fields: dict[str, Any]) -> None:
    start, end = fields["valid_from"], fields["valid_until"]
    if start and end and end < start:
        cells.refuse("valid_until", "ends_before_start", _("is before valid_from"))
