"""Make a token with which a program signs in as somebody."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from profiles.models import ApiToken, Membership, User
from profiles.tokens import NoSuchToken, make_token


class Command(BaseCommand):
    """Print the secret once; only its digest is kept."""

    help = "Make an API token for the user with that e-mail address and print its secret, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whose token it is, its name and how long it lives."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--days", type=_days, default=90, help="how long it can be used (default: 90)")
        parser.add_argument("--name", default="command line", help="what the token is for")
        parser.add_argument("--organisation", metavar="SLUG", help="the school or company to act for")
        parser.add_argument(
            "--scope",
            action="append",
            choices=ApiToken.Scope.values,
            help="what it may do; repeat it for more (default: read whatever the role can)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the token; the secret alone goes to stdout."""
        try:
            user = User.objects.get_by_natural_key(options["email"])
        except User.DoesNotExist as error:
            raise CommandError(f"nobody signs in as {options['email']}") from error
        if not user.is_active:
            raise CommandError(f"the account {user.email} is closed")
        membership = _membership(user, options["organisation"])
        try:
            secret = make_token(
                user,
                name=options["name"],
                days=options["days"],
                membership=membership,
                scopes=options["scope"],
            )
        except NoSuchToken as error:
            raise CommandError(str(error)) from error
        last_day = timezone.localdate() + timedelta(days=options["days"])
        self.stderr.write(f"Shown once; valid until {last_day.isoformat()}:")
        self.stdout.write(secret)


def _membership(user: User, slug: str | None) -> Membership | None:
    """Find the membership to act within: the one named, else the only one, else none."""
    held = {_slug(membership): membership for membership in user.current_memberships}
    if slug is not None and slug not in held:
        raise CommandError(f"{user.email} belongs to: {', '.join(sorted(held)) or 'no organisation'}")
    if slug is None and len(held) > 1:
        raise CommandError(f"say for which --organisation: {', '.join(sorted(held))}")
    return held[slug] if slug else next(iter(held.values()), None)


def _slug(membership: Membership) -> str:
    organisation = membership.school or membership.company
    return organisation.slug if organisation else membership.role


def _days(text: str) -> int:
    longest = ApiToken.LONGEST.days
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= longest:
        raise ArgumentTypeError(f"write a number of days from 1 to {longest}")
    return int(text)
