"""Repairs of typing errors, and what is left alone."""

import pytest

from matching.typing_errors import MOST_REPAIRS, MOST_UNKNOWN, Spelling, tolerance

SPELLING = Spelling(["lassen", "lasser", "verte", "lastechniek", "klanten", "adviseren", "frezen", "las"])

TOLERANCES = [
    ("vent", 0),
    ("vente", 1),
    ("lastechni", 1),
    ("lastechnie", 2),
    ("b2b-x", 0),
    ("6001", 0),
    ("", 0),
]


@pytest.mark.parametrize(("word", "edits"), TOLERANCES)
def test_the_tolerance_grows_with_the_word(word, edits):
    assert tolerance(word) == edits


REPAIRS = [
    ("lassne", ["lassen"]),
    ("frezn", ["frezen"]),
    ("lasssen", ["lassen"]),
    ("lassem", ["lassen", "lasser"]),
    ("lastchneik", ["lastechniek"]),
    ("las", []),
    ("lsa", []),
    ("lassen", []),
    ("klantn advisren", ["klanten adviseren"]),
    ("welding", []),
]


@pytest.mark.parametrize(("typed", "expected"), REPAIRS)
def test_repairs(typed, expected):
    assert [" ".join(words) for words in SPELLING.repairs(typed.split())] == expected


def test_a_known_word_is_never_taken_for_another():
    assert Spelling(["vente", "verte"]).repairs(["vente"]) == []


def test_the_number_of_repairs_is_bounded():
    crowded = Spelling([f"lass{letter}" for letter in "abcdefghij"])
    assert len(crowded.repairs(["lassz"] * 50)) == MOST_REPAIRS
    assert all(
        words[MOST_UNKNOWN:] == ["lassz"] * (50 - MOST_UNKNOWN) for words in crowded.repairs(["lassz"] * 50)
    )


def test_a_word_without_end_is_left_alone():
    assert SPELLING.repairs(["a" * 5000]) == []
