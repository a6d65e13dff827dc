"""What a load did, or would do: counted, with every row that could not be taken."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from reference.headers import RowError

__all__ = ["Report", "all_or_nothing"]


@dataclass(slots=True)
class Report:
    """The outcome of one file: rows added, changed, already so, left out; ``written``: it was kept."""

    file: str = ""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    written: bool = False
    refused: bool = False

    def count(self, rows: int, *, added: int, changed: int) -> None:
        """Count so many good rows, of which some were added, some changed and the rest already so."""
        self.added += added
        self.changed += changed
        self.unchanged += rows - added - changed

    def as_json(self) -> dict[str, Any]:
        """Give the report as a mapping that JSON can hold."""
        counts = {name: getattr(self, name) for name in ("file", "added", "changed", "unchanged", "skipped")}
        errors = [error.as_json() for error in self.errors]
        warnings = [warning.as_json() for warning in self.warnings]
        return counts | {"written": self.written, "errors": errors, "warnings": warnings}


@contextmanager
def all_or_nothing(
    reports: Sequence[Report], *, good_rows: bool = False, dry_run: bool = False
) -> Iterator[None]:
    """Run a load in one transaction and keep what it wrote only when every row was good.

    ``reports`` may grow inside the block and is looked at when it ends: with a row error nothing is kept
    unless ``good_rows``; after a dry run, nothing is. ``written`` of each report tells which.
    """
    with transaction.atomic():
        yield
        faulty = any(report.refused or (report.errors and not good_rows) for report in reports)
        if dry_run or faulty:
            transaction.set_rollback(True)
    for report in reports:
        report.written = not dry_run and not faulty
