"""The share of the level: a table of both sides."""

import pytest

from matching.levels import open_range, share
from matching.records import Kind, Post

SHARES = [
    (3, {"level": 3}, 100),
    (4, {"level": 3}, 80),
    (5, {"level": 3}, 60),
    (2, {"level": 3}, 60),
    (1, {"level": 3, "level_range": (1, 4)}, 30),
    (8, {"level": 1, "kind": Kind.SIDE_JOB}, 30),
    (None, {"level": 3}, 60),
    (3, {}, 60),
    (None, {}, 60),
    (None, {"level": 3, "level_range": (3, 3)}, 100),
    (None, {"level": 3, "level_range": (1, 3)}, 30),
    (4, {"level_range": (4, 4)}, 100),
    (2, {"level_range": (1, 3)}, 60),
]


@pytest.mark.parametrize(("level", "post", "hundredths"), SHARES)
def test_share(level, post, hundredths):
    assert share(level, Post("welding", **post)) == hundredths


RANGES = [
    ({}, (1, 8)),
    ({"level": 1}, (1, 3)),
    ({"level": 7}, (6, 8)),
    ({"level": 3, "level_range": (3, 4)}, (3, 4)),
    ({"level": 3, "level_range": (3, 4), "kind": Kind.ORIENTATION_VISIT}, (1, 8)),
]


@pytest.mark.parametrize(("post", "span"), RANGES)
def test_open_range(post, span):
    assert open_range(Post("welding", **post)) == span


@pytest.mark.parametrize("post", [{"level": level} for level in range(1, 9)] + [{}, {"level_range": (2, 6)}])
def test_learning_the_level_never_lowers_the_share(post):
    post = Post("welding", **post)
    lowest, highest = open_range(post)
    known = [share(level, post) for level in range(lowest, highest + 1)]
    assert min(known) >= share(None, post)
