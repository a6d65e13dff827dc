"""Load schools from a file."""

from typing import Any

from profiles.founding import COLUMNS, load_schools
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    help = "Add or rename schools from CSV: slug, name, kind (vo, mbo, hbo, wo), postcode."
    columns = COLUMNS

    def load(self, table: Table, report: Report, **options: Any) -> None:
        load_schools(table, report)
