"""A report as one table: a line for every number on its pages."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from monitoring.report_blocks import Bars, Block, Months, Promises, Report
from reference.table_writing import csv_bytes

Line = tuple[str, str, str]


def csv_of(report: Report) -> bytes:
    """Write view, table, row, column and value of each number, as they stand on paper."""
    header = (_("view"), _("table"), _("row"), _("column"), _("value"))
    return csv_bytes(header, lines_of(report))


def lines_of(report: Report) -> Iterator[tuple[str, ...]]:
    """Give view, table, row, column and value of each number."""
    for view in report.views:
        for block in view.blocks:
            yield from ((view.heading, block.heading, *line) for line in _lines(block))


def _lines(block: Block) -> Iterator[Line]:
    """Give row, column and value."""
    if isinstance(block, Promises):
        for row in block.rows:
            cells = (row.value, row.target, row.before, row.last_year)
            yield from ((row.name, name, cell) for name, cell in zip(block.columns, cells, strict=True))
    elif isinstance(block, Bars):
        yield from ((label, "", text) for label, _value, text in block.rows)
    elif isinstance(block, Months):
        for label, *pair in block.rows:
            told = ("" if value is None else str(value) for value in pair)
            yield from ((label, name, text) for name, text in zip(block.names, told, strict=True))
    else:
        for label, *cells in block.rows:
            yield from ((label, name, cell) for name, cell in zip(block.header[1:], cells, strict=True))
