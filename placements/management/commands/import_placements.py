"""Bring in the placements that a school's students had."""

from argparse import ArgumentParser
from typing import Any

from placements.history import import_placements
from placements.history_list import COLUMNS
from profiles.management.commands.import_students import find_school
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    help = "Import past placements of one school from CSV; repeating changes nothing."
    columns = COLUMNS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the school."""
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="SLUG", help="whose placements these were")

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Import one file."""
        import_placements(self.rows(table), report, school=find_school(options["school"]))
