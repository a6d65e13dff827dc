"""Students are divided over schools and classes without a remainder."""

import pytest

from web.demo.dice import Dice
from web.demo.schools import class_sizes, shares


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (10, [1, 1], [5, 5]),
        (10, [1, 1, 1], [4, 3, 3]),
        (7, [3, 1], [5, 2]),
        (0, [1, 2], [0, 0]),
        (1, [1, 5], [0, 1]),
    ],
)
def test_shares_sum_to_the_total(total, weights, expected):
    assert shares(total, weights) == expected


@pytest.mark.parametrize("students", [24, 60, 317, 1268])
def test_classes_have_12_to_30_students(students):
    sizes = class_sizes(students, Dice.of(1, "classes"))
    assert sum(sizes) == students
    assert [size for size in sizes if not 12 <= size <= 30] == []


@pytest.mark.parametrize(("students", "expected"), [(0, []), (1, [1]), (11, [11]), (25, [25])])
def test_few_students_are_one_class(students, expected):
    assert class_sizes(students, Dice.of(1, "classes")) == expected
