"""Bringing one list in: read as a table, taken row by row, kept whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from reference.headers import Column
from reference.reporting import Report, all_or_nothing
from reference.tables import MOST_ROWS, Table

Load = Callable[[Table, Report], None]
"""Writes the good rows of a table and puts the rest into the report."""


def bring(
    source: str | Path | BinaryIO,
    columns: Sequence[Column],
    load: Load,
    *,
    most_rows: int = MOST_ROWS,
    good_rows: bool = False,
    dry_run: bool = False,
) -> Report:
    """Bring a list in, in one transaction, and report on it.

    With a row error nothing is kept unless ``good_rows``; of a dry run, nothing is. Raises `TableError` where
    the file as a whole is refused.
    """
    report = Report()
    with all_or_nothing([report], good_rows=good_rows, dry_run=dry_run):
        read_into(report, Table(source, columns, most_rows=most_rows), load)
    return report


def read_into(report: Report, table: Table, load: Load) -> None:
    """Load a table and add what it finds wrong itself, in the order of the rows."""
    report.warnings.extend(table.warnings)
    load(table, report)
    report.errors.extend(table.errors)
    report.errors.sort(key=lambda error: error.row)
