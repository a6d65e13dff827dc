"""Bring in the register of recognised training companies."""

from typing import Any

from profiles.recognising import COLUMNS, import_recognitions
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    help = "Import recognitions of training companies from CSV; what is not in the file stays as it is."
    columns = COLUMNS

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Import one file."""
        import_recognitions(self.rows(table), report)
