"""Take the second factors away from somebody who lost them."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from profiles.losing_factors import remove_factors
from profiles.models import User
from profiles.opening import account_of


class Command(BaseCommand):
    help = "Remove all second factors of somebody, end all sign-ins, and tell the person by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whose they are, and who says so."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--by", metavar="EMAIL", required=True, help="the platform administrator")

    def handle(self, **options: Any) -> None:
        """Remove them; make sure who asks before you do this."""
        user, by = (self.find(options[name]) for name in ("email", "by"))
        try:
            removed = remove_factors(user, by=by)
        except PermissionDenied:
            raise CommandError(f"{by} may not do this for {user}") from None
        self.stdout.write(f"{removed} removed; {user} is signed out everywhere.")

    def find(self, email: str) -> User:
        """Give the account with that address."""
        user = account_of(email)
        if user is None:
            raise CommandError(f"nobody signs in as {email}")
        return user
