"""Load what a region wants to reach."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from monitoring.targeting import COLUMNS, load_targets
from reference.loading.pack import find_pack
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import LoadingCommand


class Command(LoadingCommand):
    help = "Load the targets of a region from its pack: indicator, school_year, target."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the region."""
        parser.add_argument(
            "region", metavar="SLUG|DIR", nargs="?", default=settings.REGION, help="default: REGION"
        )
        super().add_arguments(parser)

    def run(self, reports: list[Report], **options: Any) -> None:
        """Load the targets of the pack."""
        path = find_pack(options["region"]).folder / "targets.csv"
        report = Report(path.name)
        reports.append(report)
        table = Table(path, COLUMNS)
        load_targets(table, report)
        report.warnings.extend(table.warnings)
        report.errors.extend(table.errors)
