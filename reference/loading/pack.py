"""A region pack: a folder that describes a region as data."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from reference.headers import RowError, TableError
from reference.loading.cells import nearest
from reference.tables import Column, Table

REGIONS = Path(__file__).resolve().parent.parent / "regions"
NO_SECTOR = "general"
VOCABULARY = "https://stagepoort.nl/vocabulary"


@dataclass(frozen=True, slots=True)
class Pack:
    """A region: its name, municipalities (code → name), sectors (code → Dutch, English), and its files."""

    folder: Path
    slug: str
    name: str
    country: str
    municipalities: Mapping[str, str]
    sectors: Mapping[str, tuple[str, str]]

    def by_sector(self, name: str) -> Iterator[tuple[str, Path]]:
        """Give (sector code, or none for what all share; file) of skills, occupations or programmes.

        Raises `TableError` for a file that is not named after a sector of the region.
        """
        for path in sorted((self.folder / name).glob("*.csv")):
            if path.stem != NO_SECTOR and path.stem not in self.sectors:
                detail = _("%(file)s is not named after a sector of the region") % {
                    "file": f"{name}/{path.name}"
                }
                raise refusal("unknown_sector", detail, nearest(path.stem, self.sectors))
            yield ("" if path.stem == NO_SECTOR else path.stem), path

    def addresses(self, name: str) -> dict[str, str]:
        """Give short name → address of the pack's ``skills`` or ``occupations``. Raises `TableError`."""
        columns = (Column("slug", required=True), Column("esco"))
        rows = (row.values for _sector, path in self.by_sector(name) for row in Table(path, columns))
        return {row["slug"]: row["esco"] or address(name, row["slug"]) for row in rows}


def address(name: str, slug: str) -> str:
    """Give the address of a concept that ESCO does not have; ``name`` is ``skills`` or ``occupations``."""
    return f"{VOCABULARY}/{name.removesuffix('s')}/{slug}"


def find_pack(name: str | Path) -> Pack:
    """Read the pack with that short name, or in that folder. Raises `TableError` where there is none."""
    folder = Path(name) if (Path(name) / "region.toml").is_file() else REGIONS / str(name)
    try:
        told = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))
    except OSError as error:
        near = nearest(str(name), [path.name for path in REGIONS.iterdir()])
        detail = _("there is no region pack %(name)s (a folder with region.toml)") % {"name": name}
        raise refusal("missing_folder", detail, near) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refusal("bad_toml", _("region.toml cannot be read: %(fault)s") % {"fault": error}) from error
    return _pack(folder, told)


def refusal(code: str, detail: str, suggestion: str = "") -> TableError:
    """Make the refusal of a whole pack."""
    return TableError([RowError(0, "", code, detail, suggestion)])


def _pack(folder: Path, told: Mapping[str, Any]) -> Pack:
    municipalities, sectors = _tables(told, "municipalities", "name"), _tables(told, "sectors", "nl", "en")
    return Pack(
        folder,
        _text(told, "slug"),
        _text(told, "name"),
        _text(told, "country"),
        {each["code"]: each["name"] for each in municipalities},
        {each["code"]: (each["nl"], each["en"]) for each in sectors},
    )


def _tables(told: Mapping[str, Any], name: str, *keys: str) -> list[dict[str, str]]:
    tables = told.get(name)
    if not isinstance(tables, list) or not tables:
        raise refusal("bad_toml", _("region.toml lists no %(name)s") % {"name": name})
    return [{key: _text(table, key) for key in ("code", *keys)} for table in tables]


def _text(table: Any, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    if not isinstance(value, str) or not value:
        raise refusal("bad_toml", _("region.toml lacks %(key)s, a text") % {"key": key})
    return value
