"""Write the policy as a page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from profiles.policy.document import permissions

PAGE = Path("docs") / "permissions.md"


class Command(BaseCommand):
    """Keeps docs/permissions.md in step with the policy."""

    help = "Write docs/permissions.md anew from the policy; with --check only look whether it is in step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the check."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when it is out of step")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or compare it."""
        path = settings.BASE_DIR / PAGE
        wanted = permissions()
        if not options["check"]:
            path.write_text(wanted, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            raise CommandError(f"{PAGE} is out of step: make permissions")
