"""Tables that people take along, as CSV or XLSX: no cell of theirs is a formula in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from reference.tables import FORMULA

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as a spreadsheet of one sheet; numbers stay numbers, all else is text."""
    from openpyxl import Workbook  # takes a fifth of a second, and few ask for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(header))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    return guarded(str(value))
