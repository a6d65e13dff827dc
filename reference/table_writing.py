"""CSV files that people take along: no cell of theirs is a formula in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from reference.tables import FORMULA


def guarded(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would reckon with; reading a table takes it off again."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table as UTF-8 with a mark, by which spreadsheets know it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
