"""Bring in a list of vacancies."""

from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from profiles.models import Company
from profiles.reading.values import nearest
from reference.reporting import Report
from reference.tables import RowError, Table, TableError
from reference.terminal import FileCommand
from vacancies.importing import Wishes, import_vacancies
from vacancies.vacancy_list import COLUMNS


class Command(FileCommand):
    help = "Import vacancies from CSV; the key is (company, reference), repeating updates."
    columns = COLUMNS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whose list it is, and what to make of it."""
        super().add_arguments(parser)
        parser.add_argument("--company", metavar="SLUG", help="whose list it is (default: a column company)")
        parser.add_argument(
            "--create-companies", action="store_true", help="make companies that are not here yet"
        )
        parser.add_argument(
            "--verified",
            action="store_true",
            help="you know the companies made: open their vacancies at once",
        )
        parser.add_argument("--draft", action="store_true", help="do not open new vacancies yet")
        parser.add_argument(
            "--close-missing", action="store_true", help="the list is whole: close what is not in it any more"
        )

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Import one file."""
        company = find_company(options["company"]) if options["company"] else None
        if company is None and "company" not in table.present:
            detail = _("say whose vacancies these are: a column company, or --company")
            raise TableError([RowError(1, "company", "missing_column", detail)])
        wishes = Wishes(**{wish.name: options[wish.name] for wish in fields(Wishes)})
        import_vacancies(self.rows(table), report, company=company, wishes=wishes)


def find_company(slug: str) -> Company:
    """Give the company with that slug; raises `CommandError` with the nearest slug."""
    company = Company.objects.filter(slug=slug).first()
    if company is None:
        near = nearest(slug, Company.objects.values_list("slug", flat=True))
        raise CommandError(f"there is no company {slug!r}" + (f"; did you mean {near!r}?" if near else ""))
    return company
