"""Small cells stay hidden: nothing that is told, totals included, gives a number below five away."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from monitoring.disclosure import LEAST, hidden_cells, hidden_places, is_given_away

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 6, 9, 30]), min_size=width, max_size=width),
        min_size=1,
        max_size=5,
    )
)


def span(counts: list[list[int]], hidden: set, cell: tuple[int, int]) -> tuple[float, float]:
    """Give the least and the most that a hidden cell can be, for who knows all that is told."""
    cells = sorted(hidden)
    lines = [[(row, column) for column in range(len(counts[0]))] for row in range(len(counts))]
    lines += [[(row, column) for row in range(len(counts))] for column in range(len(counts[0]))]
    knows = np.array([[float(each in line) for each in cells] for line in lines])
    sums = np.array([sum(counts[r][c] for r, c in line if (r, c) in hidden) for line in lines])
    aim = np.array([float(each == cell) for each in cells])
    least = linprog(aim, A_eq=knows, b_eq=sums, bounds=(0, None))
    most = linprog(-aim, A_eq=knows, b_eq=sums, bounds=(0, None))
    assert (least.status, most.status) == (0, 0)
    return least.fun, -most.fun


@settings(deadline=None, max_examples=150)
@given(counts=TABLES)
def test_no_small_cell_can_be_worked_out(counts):
    hidden = hidden_cells(counts)
    cells = set(product(range(len(counts)), range(len(counts[0]))))
    small = {(row, column) for row, column in cells if counts[row][column] < LEAST}
    assert small <= hidden
    assert hidden <= (cells if small else set())
    for cell in small if hidden != cells else ():
        least, most = span(counts, hidden, cell)
        assert most - least > 0.5, (cell, sorted(hidden))


@settings(deadline=None, max_examples=150)
@given(counts=TABLES, data=st.data())
def test_what_is_given_away_is_what_the_equations_leave_one_value(counts, data):
    cells = sorted(product(range(len(counts)), range(len(counts[0]))))
    hidden = data.draw(st.sets(st.sampled_from(cells), min_size=1))
    cell = data.draw(st.sampled_from(sorted(hidden)))
    least, most = span(counts, hidden, cell)
    assert is_given_away(counts, hidden, cell) == (most - least < 0.5)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([[9, 9], [9, 9]], []),
        ([[4, 9], [9, 9]], [(0, 0), (0, 1), (1, 0), (1, 1)]),
        ([[4, 9, 20], [9, 9, 20], [20, 20, 20]], [(0, 0), (0, 1), (1, 0), (1, 1)]),
        ([[5, 9], [9, 5]], []),
        ([[0, 9, 9], [9, 9, 9], [9, 9, 9]], [(0, 0), (0, 1), (1, 0), (1, 1)]),
    ],
)
def test_what_is_hidden_beside_a_small_cell(counts, expected):
    assert sorted(hidden_cells(counts)) == expected


def test_two_rings_on_a_bridge():
    """Every line has two hidden cells or more, and yet the cell between the two rings is given away."""
    ring = {(0, 0), (0, 1), (1, 0), (1, 1)}
    hidden = ring | {(row + 2, column + 2) for row, column in ring} | {(1, 2)}
    counts = [[5] * 4 for _row in range(4)]
    counts[1][2] = 3
    assert is_given_away(counts, hidden, (1, 2))
    assert not is_given_away(counts, hidden, (0, 0))
    counts = [[30] * 4 for _row in range(4)]
    for row, column in hidden:
        counts[row][column] = 4
    assert hidden_cells(counts) > hidden


def test_what_is_hidden_for_another_reason_is_kept_too():
    counts = [[9, 20, 20], [20, 20, 20], [20, 20, 20]]
    assert hidden_cells(counts, hidden={(0, 0)}) == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize(
    ("counts", "hidden", "expected"),
    [
        ([4, 6, 9], (), {0, 1}),
        ([5, 6, 9], (), set()),
        ([1, 2, 9, 30], (), {0, 1, 2}),
        ([3, 3, 9], (), {0, 1}),
        ([9, 6, 30], (0,), {0, 1}),
        ([0], (), {0}),
        ([], (), set()),
    ],
)
def test_a_column(counts, hidden, expected):
    assert hidden_places(counts, hidden=hidden) == expected
