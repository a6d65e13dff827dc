"""Cells of public lists read into values; what cannot be read becomes an error of its row."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from matching.words import clean
from reference.reporting import Report
from reference.tables import Row

_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}([.,]\d{1,15})?", re.ASCII)
NEAR = 70
SHOWN = 40


class Cells:
    """Reads one row; ``bad`` tells afterwards whether any cell was wrong."""

    def __init__(self, row: Row, report: Report) -> None:
        """Take a row; errors go into the report."""
        self.row, self._report = row, report
        self.bad = False

    def __getitem__(self, column: str) -> str:
        return self.row.values[column]

    def refuse(self, column: str, code: str, detail: str, suggestion: str = "") -> None:
        """Note what is wrong with a cell, naming what stands in it."""
        self.bad = True
        text = self.row.values.get(column, "")
        shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        self._report.errors.append(self.row.error(column, code, f"“{shown}” {detail}", suggestion))

    def need(self, *columns: str) -> None:
        """Refuse the columns that are empty."""
        for column in columns:
            if not self[column]:
                self.bad = True
                detail = _("is empty but required")
                self._report.errors.append(self.row.error(column, "missing_value", detail))

    def choice(self, column: str, choices: Iterable[str], code: str) -> str:
        """Give a cell that must be one of these words; empty stays empty."""
        known = sorted(choices)
        if self[column] and self[column] not in known:
            listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            detail = _("is not one of %(known)s") % {"known": listed}
            self.refuse(column, code, detail, nearest(self[column], known))
            return ""
        return self[column]

    def fit(self, column: str, most: int) -> str:
        """Give a text that is not longer than its column in the database."""
        if len(self[column]) > most:
            detail = _("is longer than %(most)d characters") % {"most": most}
            self.refuse(column, "too_long", detail)
        return self[column]

    def day(self, column: str) -> date | None:
        """Read a day, dd-mm-yyyy or ISO; empty is unknown."""
        text = self[column]
        day = read_day(text)
        if text and day is None:
            self.refuse(column, "bad_date", _("is no date; write 31-12-2026 or 2026-12-31"))
        return day

    def degrees(self, column: str) -> float | None:
        """Read a latitude or longitude in degrees, with a point or a comma."""
        text = self[column]
        if not _DEGREES.fullmatch(text):
            if text:
                self.refuse(column, "bad_number", _("is no number of degrees; write for instance 51.254"))
            return None
        return float(text.replace(",", "."))


def read_day(text: str) -> date | None:
    """Read dd-mm-yyyy or yyyy-mm-dd; None for anything else."""
    dutch, iso = _DUTCH_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date(*map(int, iso.groups())) if iso else None
    except ValueError:
        return None


def listed(text: str) -> list[str]:
    """Split a cell at the bars, each item once."""
    return list(dict.fromkeys(filter(None, map(clean, text.split("|")))))


def nearest(word: str, choices: Iterable[str]) -> str:
    """Give the choice most like the word, or nothing when none is near."""
    found = process.extractOne(word[:100], sorted(choices), scorer=fuzz.ratio, score_cutoff=NEAR)
    return found[0] if found else ""
