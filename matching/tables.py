"""Tab-separated tables that people hand to the command line, read row by row with the line number at hand."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path


class BadTable(Exception):
    """A table cannot be read; the text names the file, the line and the reason."""

    def __init__(self, path: str | Path, line: int, reason: str) -> None:
        """Keep the place of the fault; ``line`` counts from 1 and includes the header."""
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


def read_table(path: str | Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row by column name) of a UTF-8 table with a header; empty lines are skipped.

    Cells stand as typed: a quote is a letter like any other. Raises `BadTable` when the file cannot be
    opened or decoded, when the header lacks one of ``columns`` or when a row has more or fewer
    cells than the header.
    """
    line = 1
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = _header(path, next(rows, []), columns)
            for cells in rows:
                line = rows.line_num
                if cells:
                    yield line, _row(path, line, header, cells)
    except OSError as error:
        raise BadTable(path, line, error.strerror or "cannot be opened") from error
    except UnicodeDecodeError as error:
        raise BadTable(path, line + 1, f"is not UTF-8 (byte {error.object[error.start]:#04x})") from error
    except csv.Error as error:
        raise BadTable(path, line + 1, str(error)) from error


def _header(path: str | Path, cells: list[str], columns: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [column for column in columns if column not in header]
    if missing:
        raise BadTable(
            path, 1, f"column {', '.join(missing)} is missing; the header must be {_tabbed(columns)}"
        )
    repeated = sorted({column for column in header if header.count(column) > 1})
    if repeated:
        raise BadTable(path, 1, f"column {', '.join(repeated)} stands twice in the header")
    return header


def _row(path: str | Path, line: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise BadTable(path, line, f"has {len(cells)} cells, the header has {len(header)}: {_tabbed(header)}")
    return dict(zip(header, cells, strict=True))


def _tabbed(columns: Sequence[str]) -> str:
    return " ⇥ ".join(columns)
