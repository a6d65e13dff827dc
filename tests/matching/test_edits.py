"""How likely a typing error is, by its kind, its place and the length of the word."""

import pytest

from matching.edits import worth

# typed, meant, the same number of letters but a likelier (left) and an unlikelier edit (right)
ORDERED = [
    ("lasen", "lassen", "lssen", "lassen"),
    ("lassne", "lassen", "lassex", "lassen"),
    ("lassem", "lassen", "lassep", "lassen"),
    ("blohs", "blogs", "vlogs", "blogs"),
    ("lastechnikk", "lastechniek", "frezxn", "frezen"),
    ("administartie", "administratie", "administartei", "administratie"),
]


@pytest.mark.parametrize(("typed", "meant", "odder", "also_meant"), ORDERED)
def test_the_likelier_edit_is_worth_more(typed, meant, odder, also_meant):
    assert worth(typed, meant) > worth(odder, also_meant)


WORTHS = [
    ("lasen", "lassen", 0.9),
    ("lassne", "lassen", 0.9),
    ("frezn", "frezen", 0.83),
    ("vlogs", "blogs", 0.41),
    ("opstaan", "opslaan", 0.49),
    ("recruiter", "recruiten", 0.8767),
    ("portier", "portie", 0.85),
]


@pytest.mark.parametrize(("typed", "meant", "expected"), WORTHS)
def test_worth(typed, meant, expected):
    assert worth(typed, meant) == expected
