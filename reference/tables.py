"""CSV files that people bring: read in a stream, whatever the encoding, separator or spelling."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from matching.words import clean
from reference.decoding import UndecodableError, opened, recognise, text_of
from reference.headers import Column, Headers, RowError, TableError, read_headers
from reference.refusals import refused

__all__ = ["MOST_ROWS", "Column", "Row", "RowError", "Table", "TableError"]

MOST_ROWS = 100_000
LONGEST_LINE = 1 << 20
"""Characters: a longer line is refused before it is split, for its cells would take the memory."""

SEPARATORS = (";", ",", "\t")
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` counts as a spreadsheet does (the header is 1), absent cells are empty texts."""

    number: int
    values: dict[str, str] = field(hash=False)

    def error(self, column: str, code: str, detail: str, suggestion: str = "") -> RowError:
        """Say what is wrong with one cell of this row."""
        return RowError(self.number, column, code, detail, suggestion)


class Table:
    """A table whose columns are known by name.

    Everything about the file as a whole is found on making it: kind, encoding, header, quotes and number of
    rows; `TableError` holds all of that before the first row is given, so before anything is written.
    Iterating streams the rows, as often as wanted; a row that cannot be read is not given but stands in
    ``errors`` of the last iteration. Cells are cleaned (`matching.words.clean`), and the one ``'`` that
    guards a formula in our exports is taken off. Empty rows are passed over but count in the numbering.
    """

    def __init__(
        self, source: str | Path | BinaryIO, columns: Sequence[Column], *, most_rows: int | None = MOST_ROWS
    ) -> None:
        """Examine the file (three quick passes in a stream). Raises `TableError`."""
        self.name = str(getattr(source, "name", source))
        self.columns = tuple(columns)
        self.warnings: list[RowError] = []
        self.errors: list[RowError] = []
        self._source = source
        try:
            with opened(source) as file:
                self._text = recognise(file)
        except OSError as error:
            raise TableError([refused("cannot_be_opened", found=error.strerror or str(error))]) from error
        except UndecodableError as error:
            raise TableError([refused(error.code, row=error.line, found=error.found)]) from error
        self._separator, self._headers = self._find_header()
        self.total = self._count(most_rows)
        self._warn()

    @property
    def unknown_columns(self) -> list[str]:
        """Headers that no column answers to, as typed; their cells are left out."""
        return [header for header, _place in self._headers.unknown]

    @property
    def present(self) -> frozenset[str]:
        """Names of the columns that the file has: an absent column is not the same as an empty cell."""
        return frozenset(self._headers.places)

    def __iter__(self) -> Iterator[Row]:
        """Stream the rows that can be read."""
        self.errors = []
        multiline = frozenset(column.name for column in self.columns if column.multiline)
        empty = dict.fromkeys((column.name for column in self.columns), "")
        for number, cells in self._body():
            if self._too_many(number, cells):
                continue
            values = dict(empty)
            for name, place in self._headers.places.items():
                if place < len(cells):
                    values[name] = _cell(cells[place], multiline=name in multiline)
            if any(values.values()):
                yield Row(number, values)

    def _find_header(self) -> tuple[str, Headers]:
        """Read the header with each separator and take the one that names most of our columns."""
        read = [(each, read_headers(*self._first_record(each), self.columns)) for each in SEPARATORS]
        separator, headers = max(read, key=lambda pair: (len(pair[1].places), pair[1].width))
        if headers.errors:
            raise TableError(headers.errors)
        return separator, headers

    def _first_record(self, separator: str) -> tuple[int, list[str]]:
        """Give the number and the cells of the first row that is not empty ("sep=;" is Excel's own hint)."""
        for number, cells in self._records(separator, strict=False):
            if any(map(clean, cells)) and not _is_hint(cells):
                return number, cells
        raise TableError([refused("empty_file")])

    def _records(self, separator: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
        """Yield all rows with their numbers."""
        number = 0
        with opened(self._source) as file:
            lines = _lines(text_of(file, self._text.encoding))
            reader = csv.reader(lines, delimiter=separator, strict=strict)
            try:
                for number, cells in enumerate(reader, start=1):
                    yield number, cells
            except csv.Error as error:
                code = "cell_too_long" if "field limit" in str(error) else "bad_quotes"
                raise TableError([refused(code, row=number + 1)]) from error

    def _body(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the header that are not empty."""
        for number, cells in self._records(self._separator):
            if number > self._headers.row and any(cells):
                yield number, cells

    def _count(self, most_rows: int | None) -> int:
        total = 0
        for _number, _cells in self._body():
            total += 1
            if most_rows is not None and total > most_rows:
                raise TableError([refused("too_many_rows", found=str(most_rows))])
        return total

    def _too_many(self, number: int, cells: list[str]) -> bool:
        """Refuse a row with content to the right of, or between, the columns that have a header."""
        named = self._headers.named
        stray = [place for place, cell in enumerate(cells) if cell.strip() and place not in named]
        if stray:
            detail = _("cell %(place)d has no header: a separator too many?") % {"place": stray[0] + 1}
            self.errors.append(RowError(number, "", "too_many_cells", detail))
        return bool(stray)

    def _warn(self) -> None:
        if self._text.encoding == "cp1252":
            self.warnings.append(refused("cp1252", row=self._text.line, found=self._text.example))
        if not self.total:
            self.warnings.append(refused("no_rows", row=self._headers.row))
        self.warnings.extend(self._headers.warnings)


def _lines(text: TextIO) -> Iterator[str]:
    """Yield the lines as they are. Raises `TableError` at one that is too long."""
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise TableError([refused("line_too_long", row=number, found=f"{LONGEST_LINE:,}")])
        yield line


def _cell(text: str, *, multiline: bool) -> str:
    if text[:1] == "'" and text[1:2] in FORMULA:
        text = text[1:]
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # the same, in a tenth of the time: most cells of most files
    if multiline:
        return "\n".join(filter(None, map(clean, text.splitlines())))
    return clean(text)


def _is_hint(cells: list[str]) -> bool:
    return "".join(cells).strip().casefold() in {"sep=", *(f"sep={each}" for each in SEPARATORS)}
