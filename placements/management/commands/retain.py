"""End what has been kept long enough."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from placements.retaining import retain


class Command(BaseCommand):
    help = "Hide, warn and erase whatever is due today (docs/privacy.md); the clock does so every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the dry run."""
        parser.add_argument("--dry-run", action="store_true", help="only count what is due")

    def handle(self, **options: Any) -> None:
        """End it, and say how much of what."""
        for name, number in retain(dry_run=options["dry_run"]).items():
            self.stdout.write(f"{number:6}  {name}")
