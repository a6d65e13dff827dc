"""Bring in a school's list of students."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from profiles.enrolling import school_year_of
from profiles.importing import import_students
from profiles.models import School
from profiles.reading.values import nearest
from profiles.student_list import COLUMNS
from reference.reporting import Report
from reference.tables import Table
from reference.terminal import FileCommand


class Command(FileCommand):
    help = "Import students of one school from CSV; the key is (school, student number), repeating updates."
    columns = COLUMNS

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the school and the school year."""
        super().add_arguments(parser)
        parser.add_argument("--school", required=True, metavar="SLUG", help="whose students these are")
        parser.add_argument(
            "--school-year",
            type=int,
            choices=range(2000, 2101),
            metavar="YEAR",
            help="the year in which the school year began (default: the current school year)",
        )

    def load(self, table: Table, report: Report, **options: Any) -> None:
        """Import one file."""
        year = options["school_year"] or school_year_of(timezone.localdate())
        import_students(self.rows(table), report, school=find_school(options["school"]), school_year=year)


def find_school(slug: str) -> School:
    """Give the school with that slug; raises `CommandError` with the nearest slug."""
    school = School.objects.filter(slug=slug).first()
    if school is None:
        near = nearest(slug, School.objects.values_list("slug", flat=True))
        raise CommandError(f"there is no school {slug!r}" + (f"; did you mean {near!r}?" if near else ""))
    return school
