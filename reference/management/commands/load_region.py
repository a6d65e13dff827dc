"""Load a region pack."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from reference.loading.region import load_region
from reference.reporting import Report
from reference.terminal import LoadingCommand


class Command(LoadingCommand):
    """Load a region from its folder of data."""

    next_step = "link_words"
    help = "Load municipalities, sectors, places, starter vocabulary and programmes of a region."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the region."""
        parser.add_argument(
            "region", metavar="SLUG|DIR", nargs="?", default=settings.REGION, help="default: REGION"
        )
        super().add_arguments(parser)

    def run(self, reports: list[Report], **options: Any) -> None:
        """Load the pack."""
        load_region(options["region"], reports=reports, watch=self.rows)
