"""One row of a list, read cell by cell; what cannot be read is kept as an error of that row."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from profiles.reading.values import BadValue
from reference.tables import Row, RowError

T = TypeVar("T")
SHOWN = 40


class Cells:
    """Gives values by column; an empty cell is ``None``, a bad one too, with its error in ``errors``."""

    def __init__(self, row: Row) -> None:
        """Take a row."""
        self.row = row
        self.errors: list[RowError] = []
        self.warnings: list[RowError] = []

    def read(self, column: str, reader: Callable[..., T], **limits: Any) -> T | None:
        """Read a cell with a reader that raises `BadValue`."""
        text = self.row.values.get(column, "")
        if not text:
            return None
        try:
            return reader(text, **limits)
        except BadValue as bad:
            self.refuse(column, bad.code, _shown(text, bad.code) + bad.detail, bad.suggestion)
            return None

    def require(self, column: str, reader: Callable[..., T], **limits: Any) -> T | None:
        """Read a cell that may not be empty."""
        if not self.row.values.get(column, ""):
            self.refuse(column, "missing_value", _("is empty but required"))
        return self.read(column, reader, **limits)

    def refuse(self, column: str, code: str, detail: str, suggestion: str = "") -> None:
        """Keep an error of this row."""
        self.errors.append(self.row.error(column, code, detail, suggestion))

    def warn(self, column: str, code: str, detail: str, suggestion: str = "") -> None:
        """Keep a warning of this row."""
        self.warnings.append(self.row.error(column, code, detail, suggestion))


def _shown(text: str, code: str) -> str:
    """Repeat a bad cell in its error, cut off, but never one that holds a citizen service number."""
    if code == "citizen_number":
        return ""
    return f"“{text}” " if len(text) <= SHOWN else f"“{text[: SHOWN - 1]}…” "
