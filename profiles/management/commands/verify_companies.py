"""Verify companies, so that students see their vacancies."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from profiles.models import Company, User
from profiles.verifying import verify


class Command(BaseCommand):
    help = "Verify companies by their slugs; without slugs, list those that wait."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which companies, and who says so."""
        parser.add_argument("slugs", metavar="SLUG", nargs="*", help="companies to verify")
        parser.add_argument(
            "--by", metavar="EMAIL", help="who verifies: of the region office or the platform"
        )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Verify all of them, or none when one is not there."""
        companies = Company.objects.filter(slug__in=options["slugs"]).order_by("slug")
        if not options["slugs"]:
            for company in Company.objects.filter(verified_at__isnull=True).order_by("slug"):
                self.stdout.write(f"{company.slug}  {company.name}")
            return
        if unknown := sorted(set(options["slugs"]) - {company.slug for company in companies}):
            raise CommandError(f"there is no company {', '.join(unknown)}")
        by = User.objects.filter(email__iexact=options["by"] or "").first()
        if by is None:
            raise CommandError(
                "say who verifies: --by EMAIL of somebody of the region office or the platform"
            )
        try:
            for company in companies:
                verify(company, by=by)
        except PermissionDenied:
            raise CommandError(f"{by} may not verify companies") from None
        self.stdout.write(f"{len(companies)} verified.")
