"""Keeping small numbers of people out of published tables, and from being worked out of the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

LEAST = 5
"""A number of people below this is not told."""

Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]
Line = tuple[str, int]


def hidden_places(counts: Sequence[int], *, least: int = LEAST, hidden: Iterable[int] = ()) -> set[int]:
    """Say which cells of a column with a known total are not told.

    Those below ``least`` and those ``hidden`` already; and because the total minus what is told gives the sum
    of the rest, the next smallest too as long as one cell alone, or too few people, would be hidden. Zero is
    as telling as one.
    """
    by_size = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    found = set(hidden) | {place for place in by_size if counts[place] < least}
    for place in by_size:
        if not found or (len(found) > 1 and sum(counts[each] for each in found) >= least):
            break
        found.add(place)
    return found


def hidden_cells(counts: Counts, *, least: int = LEAST, hidden: Iterable[Cell] = ()) -> set[Cell]:
    """Say which cells of a table, of which every row and column has a known total, are not told.

    As `hidden_places` for every row and column, as often as one asks for more; and then no small cell that
    all the totals and told cells together still give away (`is_given_away`).
    """
    small = set(hidden) | {(row, column) for row, column in _all(counts) if counts[row][column] < least}
    found = _lines(counts, small, least)
    while beside := [
        each for cell in small if is_given_away(counts, found, cell) for each in _beside(counts, found, cell)
    ]:
        found.add(min(beside, key=lambda cell: (counts[cell[0]][cell[1]], cell)))
        found = _lines(counts, found, least)
    return found


def is_given_away(counts: Counts, hidden: set[Cell], cell: Cell) -> bool:
    """Tell whether the totals and the told cells leave a hidden cell no other number than its own.

    Another table with the same totals differs along rings of hidden cells, in turn one more and one less;
    less only where there is somebody. The cell is given away where no ring goes through it either way.
    """
    row, column = ("row", cell[0]), ("column", cell[1])
    ahead = defaultdict(list)
    for line, crossing in hidden - {cell}:
        ahead["row", line].append(("column", crossing))
        if counts[line][crossing]:
            ahead["column", crossing].append(("row", line))
    may_be_more = _leads(ahead, column, row)
    may_be_less = counts[cell[0]][cell[1]] > 0 and _leads(ahead, row, column)
    return not (may_be_more or may_be_less)


def _lines(counts: Counts, hidden: set[Cell], least: int) -> set[Cell]:
    """Hide by rows and columns in turn until neither asks for more."""
    found, before = set(hidden), -1
    while len(found) != before:
        before = len(found)
        for row, cells in enumerate(counts):
            own = {column for line, column in found if line == row}
            found |= {(row, column) for column in hidden_places(cells, least=least, hidden=own)}
        for column, cells in enumerate(zip(*counts, strict=True)):
            own = {row for row, line in found if line == column}
            found |= {(row, column) for row in hidden_places(cells, least=least, hidden=own)}
    return found


def _leads(ahead: Mapping[Line, list[Line]], start: Line, end: Line) -> bool:
    """Tell whether one line leads to another: from row to column by one more, back by one less."""
    waiting, seen = [start], {start}
    while waiting:
        for line in ahead.get(waiting.pop(), ()):
            if line not in seen:
                seen.add(line)
                waiting.append(line)
    return end in seen


def _beside(counts: Counts, hidden: set[Cell], cell: Cell) -> list[Cell]:
    return [
        (row, column)
        for row, column in _all(counts)
        if (row, column) not in hidden and (row == cell[0] or column == cell[1])
    ]


def _all(counts: Counts) -> list[Cell]:
    return [(row, column) for row, cells in enumerate(counts) for column in range(len(cells))]
