"""The lists that people bring in: whose each is, which columns it has, and what writes its rows."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from placements import history, history_list
from profiles import importing, recognising, student_list
from profiles.models import Company, School, Student
from reference.bringing import Load, bring
from reference.headers import Column
from reference.reporting import Report
from reference.tables import Row, Table
from vacancies import vacancy_list
from vacancies.importing import Wishes, import_vacancies

MOST_ROWS = 2_000
"""A longer list is brought in by whoever runs the service."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One list; ``numbers`` are the student numbers that it named so far, where it is a school's."""

    columns: Sequence[Column]
    load: Load
    school: School | None = None
    numbers: set[str] = field(default_factory=set)

    def bring(self, text: bytes, *, good_rows: bool = False, dry_run: bool = False) -> Report:
        """Bring the list in (see `reference.bringing.bring`). Raises `TableError` where it cannot be read."""
        source = io.BytesIO(text)
        return bring(
            source, self.columns, self.load, most_rows=MOST_ROWS, good_rows=good_rows, dry_run=dry_run
        )

    def students(self) -> QuerySet[Student]:
        """Keep the students whom the list named, as far as the school knows them now."""
        named = Student.objects.filter(numbers__school=self.school, numbers__number__in=self.numbers)
        return named.distinct()


def students_of(school: School, *, school_year: int) -> Brought:
    """Describe the list of the students of a school in one school year."""
    numbers: set[str] = set()

    def load(table: Table, report: Report) -> None:
        importing.import_students(_noting(table, numbers), report, school=school, school_year=school_year)

    return Brought(student_list.COLUMNS, load, school, numbers)


def placements_of(school: School) -> Brought:
    """Describe the list of the placements that students of a school had."""
    numbers: set[str] = set()

    def load(table: Table, report: Report) -> None:
        history.import_placements(_noting(table, numbers), report, school=school)

    return Brought(history_list.COLUMNS, load, school, numbers)


def vacancies_of(company: Company, *, close_missing: bool) -> Brought:
    """Describe the list of the vacancies of one company; whole, it closes those that are not in it."""

    def load(table: Table, report: Report) -> None:
        import_vacancies(table, report, company=company, wishes=Wishes(close_missing=close_missing))

    return Brought(vacancy_list.COLUMNS, load)


def recognitions() -> Brought:
    """Describe the list of recognitions of training companies."""
    return Brought(recognising.COLUMNS, recognising.import_recognitions)


def _noting(table: Table, numbers: set[str]) -> Iterator[Row]:
    """Give the rows, and note whose numbers they name."""
    for row in table:
        numbers.add(row.values["student_number"])
        yield row
