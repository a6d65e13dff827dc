"""Load the European classification of skills and occupations."""

from argparse import ArgumentParser
from typing import Any

from reference.loading.esco import load_esco
from reference.reporting import Report
from reference.terminal import LoadingCommand


class Command(LoadingCommand):
    """Load ESCO from the folder of its official CSV files."""

    next_step = "link_words"
    help = "Load ESCO skills, occupations and relations from the official CSV files in DIR (v1.1 or v1.2)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add DIR and the languages."""
        parser.add_argument(
            "directory", metavar="DIR", help="folder with skills_xx.csv, occupations_xx.csv, …"
        )
        parser.add_argument(
            "--languages", nargs="+", default=["nl", "en"], metavar="XX", help="default: nl en"
        )
        super().add_arguments(parser)

    def run(self, reports: list[Report], **options: Any) -> None:
        """Load the folder."""
        load_esco(options["directory"], languages=options["languages"], reports=reports, watch=self.rows)
