"""The occupations that a region lacks people for, and in which school years."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reference.loading.batches import Watch, unwatched
from reference.loading.cells import Cells
from reference.loading.resolving import Resolver
from reference.models import ShortageOccupation
from reference.reporting import Report
from reference.tables import Column, Row, Table

COLUMNS = (
    Column("occupation", ("beroep", "slug"), required=True),
    Column("from_year", ("vanaf", "van", "from", "vanaf schooljaar"), required=True),
    Column("until_year", ("tot en met", "tot", "until", "tot en met schooljaar")),
)
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A row: the occupation as it is written, from one school year until and including another."""

    row: Row
    word: str
    from_year: int
    until_year: int | None


def load_shortages(table: Table, report: Report, *, occupations: Resolver, watch: Watch = unwatched) -> None:
    """Write the good rows of a table with `COLUMNS`; bad rows go into the report. Nothing is removed."""
    told = [shortage for row in watch(table) if (shortage := _read(row, report))]
    occupations.learn({shortage.word for shortage in told})
    known = {(row.occupation_id, row.from_year): row for row in ShortageOccupation.objects.all()}
    seen: dict[tuple[int, int], int] = {}
    for shortage in told:
        occupation = _occupation(shortage, occupations, report)
        if occupation and not _stands_twice(shortage, occupation, seen, report):
            _bring(shortage, occupation, known.get((occupation, shortage.from_year)), report)


def _read(row: Row, report: Report) -> Shortage | None:
    cells = Cells(row, report)
    cells.need("occupation", "from_year")
    first, last = _year(cells, "from_year"), _year(cells, "until_year")
    if first and last and last < first:
        cells.refuse("until_year", "ends_before_start", _("is before from_year"))
    if cells.bad or first is None:
        return None
    return Shortage(row, cells["occupation"], first, last)


def _year(cells: Cells, column: str) -> int | None:
    text = cells[column]
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    cells.refuse(column, "bad_year", _("is no school year; write the year in which it begins, as 2026"))
    return None


def _occupation(shortage: Shortage, occupations: Resolver, report: Report) -> int | None:
    key = occupations.get(shortage.word)
    if key is None:
        detail = _("“%(word)s” is not in the vocabulary") % {"word": shortage.word}
        suggestion = occupations.suggestion(shortage.word)
        report.errors.append(shortage.row.error("occupation", "unknown_concept", detail, suggestion))
    return key


def _stands_twice(
    shortage: Shortage, occupation: int, seen: dict[tuple[int, int], int], report: Report
) -> bool:
    first = seen.setdefault((occupation, shortage.from_year), shortage.row.number)
    if first == shortage.row.number:
        return False
    detail = _("“%(word)s” stands in row %(row)d already") % {"word": shortage.word, "row": first}
    report.errors.append(shortage.row.error("occupation", "duplicate_row", detail))
    return True


def _bring(shortage: Shortage, occupation: int, known: ShortageOccupation | None, report: Report) -> None:
    if known is None:
        ShortageOccupation.objects.create(
            occupation_id=occupation, from_year=shortage.from_year, until_year=shortage.until_year
        )
        report.added += 1
    elif known.until_year != shortage.until_year:
        ShortageOccupation.objects.filter(pk=known.pk).update(until_year=shortage.until_year)
        report.changed += 1
    else:
        report.unchanged += 1
