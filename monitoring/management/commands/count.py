"""Measure how the indicators stand."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from monitoring.measuring import DayAhead, Measured, measure, measure_due


class Command(BaseCommand):
    help = "Measure every indicator as it stood yesterday, and at the end of the last quarter if missed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the day and the options that every such command has."""
        parser.add_argument(
            "--day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="measure that day and no other"
        )
        parser.add_argument("--dry-run", action="store_true", help="count everything, write nothing")
        parser.add_argument("--json", action="store_true", help="print what was done as JSON on stdout")

    def handle(self, **options: Any) -> None:
        """Measure, and say in a line for each day what that changed."""
        day, dry_run = options["day"], options["dry_run"]
        try:
            done = [measure(day, dry_run=dry_run)] if day else measure_due(dry_run=dry_run)
        except DayAhead:
            raise CommandError(f"{day} has not come yet") from None
        words = self.stderr if options["json"] else self.stdout
        for measured in done:
            words.write(_said(measured, dry_run=dry_run))
        if options["json"]:
            told = [asdict(measured) | {"day": measured.day.isoformat()} for measured in done]
            self.stdout.write(json.dumps({"dry_run": dry_run, "days": told}))


def _said(measured: Measured, *, dry_run: bool) -> str:
    counts = ", ".join(
        f"{getattr(measured, name)} {name}"
        for name in ("added", "changed", "unchanged", "removed", "thinned")
    )
    return f"{measured.day}: {counts}." + (" Dry run, nothing written." if dry_run else "")
