"""Load programmes of the national registers."""

from typing import Any

from django.conf import settings

from reference.loading.pack import find_pack
from reference.loading.programme_rows import COLUMNS
from reference.loading.programmes import load_programmes
from reference.loading.resolving import resolvers_of
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    """Load programmes from CSV files."""

    help = (
        "Load programmes from CSV: register, code, name, name_en, level, sector, occupations, valid_from, "
        "valid_until, checked_on, skills. Skills and occupations are labels, addresses or short names."
    )
    next_step = "link_words"
    columns = COLUMNS

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Load one file."""
        resolvers = resolvers_of(find_pack(settings.REGION))
        load_programmes(table, report, resolvers=resolvers, watch=self.rows)
