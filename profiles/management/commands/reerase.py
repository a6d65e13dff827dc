"""Erase again, after a restore, everybody who was erased since the backup was made."""

from typing import Any

from django.core.management.base import BaseCommand

from profiles.reerasing import reerase


class Command(BaseCommand):
    help = "Run this after every restore, before the site is served: erases again whom the tombstones name."

    def handle(self, **options: Any) -> None:
        """Erase, and say how many there were."""
        erased = reerase()
        self.stdout.write(", ".join(f"{number} {what}" for what, number in erased.items()) + " erased again.")
