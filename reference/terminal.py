"""Commands that load files: one transaction, row errors in words, one summary line, an honest exit code."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from typing import Any, ClassVar

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import Progress

from reference.bringing import read_into
from reference.headers import Column, RowError, TableError
from reference.reporting import Report, all_or_nothing
from reference.tables import MOST_ROWS, Row, Table

MOST_SHOWN = 50
ROW_ERRORS = 1
REFUSED = 2


class LoadingCommand(BaseCommand):
    """A command that loads something and reports on it; subclasses give ``run``.

    ``next_step`` is the command to run afterwards where something was written.
    """

    next_step: ClassVar[str] = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options that every loading command has."""
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON on stdout")
        parser.add_argument(
            "--good-rows", action="store_true", help="write the good rows even when others have errors"
        )
        parser.add_argument(
            "--language", choices=("nl", "en"), default=own_language(), help="of the messages (default: LANG)"
        )

    def run(self, reports: list[Report], **options: Any) -> None:
        """Load, appending one report per file to ``reports``; may raise `TableError` for the last of them."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """Run in one transaction and report; leave with exit code 1 on row errors, 2 on a refused file."""
        with translation.override(options["language"]):
            reports: list[Report] = []
            with all_or_nothing(reports, good_rows=options["good_rows"], dry_run=options["dry_run"]):
                try:
                    self.run(reports, **options)
                except TableError as refusal:
                    if not reports:
                        reports.append(Report())
                    reports[-1].refused = True
                    reports[-1].errors.extend(refusal.errors)
            self._tell(reports, as_json=options["json"], dry_run=options["dry_run"])
        if code := exit_code(reports):
            sys.exit(code)

    def rows(self, table: Table) -> Iterator[Row]:
        """Stream the rows of a table, with a bar on stderr when that is a terminal."""
        shown = getattr(self.stderr, "isatty", lambda: False)()
        with Progress(console=Console(stderr=True), disable=not shown, transient=True) as bar:
            yield from bar.track(table, total=table.total, description=os.path.basename(table.name))

    def _tell(self, reports: list[Report], *, as_json: bool, dry_run: bool) -> None:
        for report in reports:
            for line in lines(report):
                self.stderr.write(line)
        summary = summarise(reports, dry_run=dry_run)
        words = self.stderr if as_json else self.stdout
        words.write(summary)
        counts = totals(reports)
        if self.next_step and counts["written"] and counts["added"] + counts["changed"]:
            told = _("Next: manage.py %(command)s, so that everybody's words are read anew.")
            words.write(told % {"command": self.next_step})
        if as_json:
            told = [report.as_json() for report in reports]
            self.stdout.write(json.dumps({"dry_run": dry_run, **counts, "reports": told}, ensure_ascii=False))


class FileCommand(LoadingCommand):
    """A loading command over FILE arguments; subclasses give ``columns`` and ``load``."""

    columns: ClassVar[tuple[Column, ...]] = ()
    most_rows: ClassVar[int | None] = MOST_ROWS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add FILE and the common options; call it first when adding your own."""
        parser.add_argument("files", metavar="FILE", nargs="+", help="CSV with a header row")
        super().add_arguments(parser)

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Write the good rows of one table and put the rest into ``report``; iterate `rows(table)`.

        What the table itself finds wrong with rows (``table.errors``) is added afterwards.
        """
        raise NotImplementedError

    def run(self, reports: list[Report], **options: Any) -> None:
        """Load each file with a report of its own."""
        for file in options["files"]:
            report = Report(file)
            reports.append(report)
            table = Table(file, self.columns, most_rows=self.most_rows)
            read_into(report, table, partial(self.load, **options))


def own_language() -> str:
    """Give the language of the terminal: Dutch or English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if named.lower().startswith("nl") else "en"


def exit_code(reports: list[Report]) -> int:
    """Give 2 when a file was refused as a whole, 1 when rows have errors, else 0."""
    if any(report.refused for report in reports):
        return REFUSED
    return ROW_ERRORS if any(report.errors for report in reports) else 0


def totals(reports: list[Report]) -> dict[str, int | bool]:
    """Add the reports up."""
    counts = {
        name: sum(getattr(report, name) for report in reports)
        for name in ("added", "changed", "unchanged", "skipped")
    }
    return {**counts, "written": bool(reports) and all(report.written for report in reports)}


def lines(report: Report) -> Iterator[str]:
    """Put the errors, then the warnings of a report into lines, at most fifty of each."""
    for found, mark in ((report.errors, ""), (report.warnings, _("warning: "))):
        for error in found[:MOST_SHOWN]:
            yield _line(report.file, error, mark)
        if len(found) > MOST_SHOWN:
            yield f"{report.file}: {mark}" + _("… and %(rest)d more") % {"rest": len(found) - MOST_SHOWN}


def _line(file: str, error: RowError, mark: str) -> str:
    place = f"{file}:{error.row}" if error.row else file
    where = f"{place} {error.column}" if error.column else place
    suggestion = _(" (did you mean %(suggestion)s?)") % {"suggestion": error.suggestion}
    return f"{where and f'{where}: '}{mark}{error.detail}{suggestion if error.suggestion else ''}"


def summarise(reports: list[Report], *, dry_run: bool = False) -> str:
    """Say in one line what was done, or would have been."""
    counts = totals(reports)
    said = _("%(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(skipped)d skipped") % counts
    errors = sum(len(report.errors) for report in reports)
    if errors:
        said += ", " + ngettext("%(errors)d error", "%(errors)d errors", errors) % {"errors": errors}
    if dry_run:
        return _("Dry run, nothing written: %(said)s.") % {"said": said}
    if not counts["written"]:
        return _("Nothing written: %(said)s.") % {"said": said}
    return said[:1].upper() + said[1:] + "."
