"""Load places with their centres."""

from typing import Any

from reference.loading.place_rows import COLUMNS
from reference.loading.places import load_places
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    """Load places from CSV files."""

    help = "Load places from CSV: country, postcode, place, municipality, municipality_code, lat, lon."
    columns = COLUMNS

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Load one file."""
        load_places(table, report, watch=self.rows)
