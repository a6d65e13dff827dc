"""The header of a table: which column a heading means, and what to say about one that means none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from matching.words import clean, fold

NEAR = 72
"""How alike two headings must be (0–100) before one is suggested for the other."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its own name; case, spaces, dashes and underscores of name and aliases do not matter.

    ``aliases`` begin with the Dutch heading, by which a Dutch reader is told of the column.
    ``multiline`` keeps the lines of a cell apart (each is cleaned), else they become one.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    multiline: bool = False


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong where: ``row`` as a spreadsheet counts (0: the whole file), ``column`` by our name."""

    row: int
    column: str
    code: str
    detail: str
    suggestion: str = ""

    def as_json(self) -> dict[str, str | int]:
        """Give the error as the API and ``--json`` show it."""
        told = {"row": self.row, "column": self.column, "code": self.code, "detail": self.detail}
        return told | ({"suggestion": self.suggestion} if self.suggestion else {})


class TableError(Exception):
    """The file as a whole is refused; ``errors`` says why, in the reader's language."""

    def __init__(self, errors: list[RowError]) -> None:
        """Keep the reasons."""
        super().__init__("; ".join(error.detail for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Headers:
    """Where the columns stand: name → place in the row, and the headings that name nothing we know."""

    row: int
    width: int
    places: dict[str, int] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    unknown: list[tuple[str, int]] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_headers(row: int, cells: Sequence[str], columns: Sequence[Column]) -> Headers:
    """Find the columns in a header row; what is wrong with it stands in ``errors``."""
    known = {_key(word): column.name for column in columns for word in (column.name, *column.aliases)}
    headers = Headers(row, len(cells), named=frozenset(i for i, cell in enumerate(cells) if clean(cell)))
    for place in sorted(headers.named):
        _take(headers, known, clean(cells[place])[:100], place)
    _miss(headers, columns)
    _warn(headers, known)
    return headers


def _take(headers: Headers, known: dict[str, str], heading: str, place: int) -> None:
    name = known.get(_key(heading))
    if name is None:
        headers.unknown.append((heading, place))
    elif name in headers.places:
        detail = _("the header has this column twice; “%(heading)s” is the second") % {"heading": heading}
        headers.errors.append(RowError(headers.row, name, "duplicate_column", detail))
    else:
        headers.places[name] = place


def _miss(headers: Headers, columns: Sequence[Column]) -> None:
    for column in columns:
        if not column.required or column.name in headers.places:
            continue
        words = {_key(word) for word in (column.name, *column.aliases)}
        near = [heading for heading, _place in headers.unknown if _nearest(heading, words)]
        detail = _("the required column is missing")
        headers.errors.append(
            RowError(headers.row, column.name, "missing_column", detail, near[0] if near else "")
        )


def _warn(headers: Headers, known: dict[str, str]) -> None:
    free = {word: name for word, name in known.items() if name not in headers.places}
    for heading, _place in headers.unknown:
        nearest = _nearest(heading, free)
        detail = _("no column of ours has this heading; its cells are left out")
        headers.warnings.append(
            RowError(headers.row, heading, "unknown_column", detail, free[nearest] if nearest else "")
        )


def _nearest(heading: str, words: Sequence[str] | set[str] | dict[str, str]) -> str:
    found = process.extractOne(_key(heading), sorted(words), scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else ""


def _key(heading: str) -> str:
    return fold(clean(heading)).replace(" ", "")
