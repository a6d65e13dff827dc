"""The measures of rankings, against values worked out by hand."""

from math import log2

import pytest

from matching.evaluation import Estimate, dcg, estimate, ndcg, recall, reciprocal_rank, success

RANKING = ["a", "b", "c", "d"]


@pytest.mark.parametrize(("relevant", "expected"), [({"a"}, 1), ({"c", "d"}, 1 / 3), ({"z"}, 0), (set(), 0)])
def test_reciprocal_rank(relevant, expected):
    assert reciprocal_rank(RANKING, relevant) == expected


@pytest.mark.parametrize(("relevant", "k", "expected"), [({"c"}, 2, 0), ({"c"}, 3, 1), ({"z"}, 4, 0)])
def test_success(relevant, k, expected):
    assert success(RANKING, relevant, k) == expected


@pytest.mark.parametrize(
    ("relevant", "k", "expected"), [({"a", "z"}, 4, 0.5), ({"a", "b"}, 2, 1), ({"d"}, 1, 0)]
)
def test_recall(relevant, k, expected):
    assert recall(RANKING, relevant, k) == expected


def test_dcg_gains_two_to_the_grade_less_one():
    assert dcg([3, 0, 1]) == 7 + 1 / log2(4)


NDCG = [
    ({"a": 3, "b": 2}, 10, 1.0),
    ({"b": 1}, 10, 1 / log2(3)),
    ({"z": 3}, 10, 0.0),
    ({"d": 3}, 3, 0.0),
    ({"a": 1, "z": 3}, 10, 1 / (7 + 1 / log2(3))),
]


@pytest.mark.parametrize(("grades", "k", "expected"), NDCG)
def test_ndcg(grades, k, expected):
    assert ndcg(RANKING, grades, k) == pytest.approx(expected)


def test_a_query_without_positives_has_no_ndcg():
    with pytest.raises(ValueError, match="no answer has a grade above 0"):
        ndcg(RANKING, {"a": 0}, 10)


def test_an_estimate_of_equal_values_is_sure():
    assert estimate([0.5] * 7) == Estimate(0.5, 0.5, 0.5, 7)


def test_an_estimate_has_the_interval_of_its_seed():
    found = estimate([0.0, 1.0] * 50, seed=3)
    assert found == estimate([0.0, 1.0] * 50, seed=3)
    # twice the standard error of a fair coin thrown a hundred times is .1
    assert (found.mean, found.low, found.high) == (
        0.5,
        pytest.approx(0.4, abs=0.03),
        pytest.approx(0.6, abs=0.03),
    )
    assert [found.excludes(value) for value in (0.3, 0.5, 0.7)] == [True, False, True]


def test_an_estimate_is_written_with_its_interval():
    assert str(Estimate(0.6144, 0.5731, 1.0, 328)) == ".614 (.573–1.000)"


def test_an_estimate_needs_queries():
    with pytest.raises(ValueError, match="no queries"):
        estimate([])
