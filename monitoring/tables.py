"""The fixed tables of the region office: what they count by what, and what is told of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, QuerySet, When
from django.db.models import Value as Text
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from monitoring.counts.grouping import COPIED, UNKNOWN, key_of
from monitoring.counts.placements import first_jobs, started_in
from monitoring.counts.window import Window
from monitoring.disclosure import LEAST, Cell, hidden_cells, hidden_places, is_given_away
from monitoring.elsewhere import ELSEWHERE, in_region_or_elsewhere
from monitoring.indicators import Scope
from monitoring.naming import names_of
from placements.models import Placement
from vacancies.models import Vacancy

TOTAL, OTHER = "total", "other"
Placed = dict[tuple[str, str], list[UUID]]
KIND, WHERE = "kind", "where"
IN_REGION = "in_region"
PATHS: dict[str, str | Combinable] = {
    **{scope: path for scope, path in COPIED.items() if path},
    KIND: F("kind"),
    WHERE: Case(
        When(work_municipality__in_region=True, then=Text(IN_REGION)),
        When(work_municipality__isnull=False, then=Text(ELSEWHERE)),
        output_field=CharField(null=True),
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its title, what is counted, and by what its rows and columns are."""

    title: str
    rows_of: Callable[[Window], QuerySet[Placement]]
    by: str
    across: str


TABLES: dict[str, Layout] = {
    "placements-by-school-and-kind": Layout(
        _("Placements by school and kind"), started_in, Scope.SCHOOL, KIND
    ),
    "placements-by-school-and-sector": Layout(
        _("Placements by school and sector"), started_in, Scope.SCHOOL, Scope.SECTOR
    ),
    "placements-by-school-and-municipality": Layout(
        _("Placements by school and home municipality"), started_in, Scope.SCHOOL, Scope.MUNICIPALITY
    ),
    "placements-by-level-and-kind": Layout(_("Placements by level and kind"), started_in, Scope.LEVEL, KIND),
    "placements-by-level-and-sector": Layout(
        _("Placements by level and sector"), started_in, Scope.LEVEL, Scope.SECTOR
    ),
    "placements-by-municipality-and-sector": Layout(
        _("Placements by home municipality and sector"), started_in, Scope.MUNICIPALITY, Scope.SECTOR
    ),
    "placements-by-sector-and-kind": Layout(
        _("Placements by sector and kind"), started_in, Scope.SECTOR, KIND
    ),
    "first-jobs-by-level-and-place": Layout(
        _("First jobs by level, in the region or elsewhere"), first_jobs, Scope.LEVEL, WHERE
    ),
    "first-jobs-by-sector-and-place": Layout(
        _("First jobs by sector, in the region or elsewhere"), first_jobs, Scope.SECTOR, WHERE
    ),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A cell, or a total (`TOTAL`); ``number`` is None where it is about too few people."""

    row: str
    column: str
    row_name: str
    column_name: str
    number: int | None

    @property
    def is_hidden(self) -> bool:
        return self.number is None


def table_of(name: str, window: Window, *, exact: bool = False) -> list[Count]:
    """Give the cells of a table, row by row, with the totals; one query and the names.

    Unless ``exact``, municipalities outside the region stand together, rows and columns of too few people as
    `OTHER`, cells of too few, and those from which they could be worked out, are None; a table of too few
    people altogether is empty.
    """
    layout = TABLES[name]
    placed = _placed(layout, window)
    if not exact:
        placed = _merged(_merged(_near(layout, placed), 0), 1)
    rows, columns = (_in_order(placed, axis) for axis in (0, 1))
    counts = [[len(placed.get((row, column), ())) for column in columns] for row in rows]
    hidden = set() if exact else _hidden(placed, rows, columns, counts)
    return [] if hidden is None else _written(layout, rows, columns, counts, hidden)


def _placed(layout: Layout, window: Window) -> Placed:
    """Give the people of the placements by row and column, one as often as he or she was placed."""
    by, across = PATHS[layout.by], PATHS[layout.across]
    found = layout.rows_of(window).order_by().annotate(by=_read(by), across=_read(across))
    placed: Placed = defaultdict(list)
    for row, column, person in found.values_list("by", "across", "person_key"):
        placed[key_of(row), key_of(column)].append(person)
    return placed


def _near(layout: Layout, placed: Placed) -> Placed:
    if layout.by != Scope.MUNICIPALITY and layout.across != Scope.MUNICIPALITY:
        return placed
    axis = 0 if layout.by == Scope.MUNICIPALITY else 1
    keys = in_region_or_elsewhere({cell[axis] for cell in placed})
    return _rekeyed(placed, axis, keys)


def _rekeyed(placed: Placed, axis: int, keys: Mapping[str, str]) -> Placed:
    found: Placed = defaultdict(list)
    for cell, persons in placed.items():
        key = keys[cell[axis]]
        found[(key, cell[1]) if axis == 0 else (cell[0], key)] += persons
    return found


def _merged(placed: Placed, axis: int) -> Placed:
    """Put the rows (0) or columns (1) of too few people together, so that every total can be told."""
    people = defaultdict(set)
    for cell, persons in placed.items():
        people[cell[axis]] |= set(persons)
    keys = sorted(people)
    few = {keys[place] for place in hidden_places([len(people[key]) for key in keys])}
    return _rekeyed(placed, axis, {key: OTHER if key in few else key for key in keys})


def _hidden(placed: Placed, rows: list[str], columns: list[str], counts: list[list[int]]) -> set[Cell] | None:
    """Say which cells are not told; None where the totals alone would tell too much."""
    everybody = {person for persons in placed.values() for person in persons}
    small = {
        (row, column)
        for row, line in enumerate(rows)
        for column, crossing in enumerate(columns)
        if len(set(placed.get((line, crossing), ()))) < LEAST
    }
    hidden = hidden_cells(counts, hidden=small)
    told_anyway = any(is_given_away(counts, hidden, cell) for cell in small)
    return None if told_anyway or len(everybody) < LEAST else hidden


def _in_order(placed: Placed, axis: int) -> list[str]:
    """List the keys of the rows or columns; what was put together and what is unknown come last."""
    return sorted({cell[axis] for cell in placed}, key=lambda key: ((UNKNOWN, OTHER).count(key), key))


def _written(
    layout: Layout, rows: list[str], columns: list[str], counts: list[list[int]], hidden: set[Cell]
) -> list[Count]:
    by, across = _names(layout.by, rows), _names(layout.across, columns)
    written = []
    for row, line in enumerate(rows):
        for column, crossing in enumerate(columns):
            number = None if (row, column) in hidden else counts[row][column]
            written.append(Count(line, crossing, by[line], across[crossing], number))
        written.append(Count(line, TOTAL, by[line], across[TOTAL], sum(counts[row])))
    for column, crossing in enumerate(columns):
        total = sum(line[column] for line in counts)
        written.append(Count(TOTAL, crossing, by[TOTAL], across[crossing], total))
    whole = sum(map(sum, counts))
    return [*written, Count(TOTAL, TOTAL, by[TOTAL], across[TOTAL], whole)]


def _names(scope: str, keys: Iterable[str]) -> dict[str, str]:
    own = {
        KIND: dict(Vacancy.Kind.choices),
        WHERE: {IN_REGION: _("in the region"), ELSEWHERE: _("elsewhere")},
    }
    known = own.get(scope) or names_of(scope, [key for key in keys if key != OTHER])
    told = known | {UNKNOWN: _("unknown"), OTHER: _("other, together"), TOTAL: _("total")}
    return {key: str(name) for key, name in told.items()}


def _read(path: str | Combinable) -> Any:
    return F(path) if isinstance(path, str) else path
