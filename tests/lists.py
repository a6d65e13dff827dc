"""Lists as people bring them: CSV made of a header and rows, and imports run over it."""

import io

from profiles.importing import import_students
from profiles.models import Company, School
from profiles.student_list import COLUMNS as STUDENT_COLUMNS
from reference.reporting import Report, all_or_nothing
from reference.tables import Table
from tests.world import SCHOOL_YEAR
from vacancies.importing import Wishes, import_vacancies
from vacancies.vacancy_list import COLUMNS as VACANCY_COLUMNS

STUDENTS = "studentnummer;voornaam;tussenvoegsel;achternaam;klas"
HOSTED = "leerbedrijf_id;crebo;geldig vanaf;geldig tot"


def csv_file(header: str, *rows: str) -> io.BytesIO:
    """Give the bytes of a list."""
    return io.BytesIO("\n".join((header, *rows)).encode())


def errors_of(report: Report) -> list[tuple[int, str, str]]:
    """Give row, column and code of every error."""
    return [(error.row, error.column, error.code) for error in report.errors]


def warnings_of(report: Report) -> list[tuple[int, str, str]]:
    """Give row, column and code of every warning."""
    return [(warning.row, warning.column, warning.code) for warning in report.warnings]


def counts_of(report: Report) -> tuple[int, int, int, int]:
    """Give added, changed, unchanged, skipped."""
    return report.added, report.changed, report.unchanged, report.skipped


def load_students(
    school: School, header: str, *rows: str, year: int = SCHOOL_YEAR, good_rows: bool = False
) -> Report:
    """Import a list of students as the command does."""
    report = Report("students.csv")
    with all_or_nothing([report], good_rows=good_rows):
        table = Table(csv_file(header, *rows), STUDENT_COLUMNS)
        import_students(table, report, school=school, school_year=year)
        report.errors.extend(table.errors)
    return report


def load_vacancies(
    header: str, *rows: str, company: Company | None = None, good_rows: bool = False, **wishes: bool
) -> Report:
    """Import a list of vacancies as the command does."""
    report = Report("vacancies.csv")
    with all_or_nothing([report], good_rows=good_rows):
        table = Table(csv_file(header, *rows), VACANCY_COLUMNS)
        import_vacancies(table, report, company=company, wishes=Wishes(**wishes))
        report.errors.extend(table.errors)
    return report
