"""Invite somebody to the platform or the region office: how a new installation gets its first people."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import ValidationError, validate_email
from django.utils import translation

from profiles.inviting import invite_as_operator
from profiles.models import Membership

OFFICES = (Membership.Role.PLATFORM_ADMIN, Membership.Role.REGION_OFFICE)


class Command(BaseCommand):
    """Whoever can run commands on the machine needs nobody's permission."""

    help = "Mail an invitation to become platform administrator, or to work for the region office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add who, as what, and in which language."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", choices=OFFICES, default=OFFICES[0])
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send it; the link stands in the mail only."""
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address") from error
        with translation.override(options["language"]):
            invite_as_operator(options["email"], role=options["role"])
        self.stdout.write(f"An invitation is on its way to {options['email']}.")
