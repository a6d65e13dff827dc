"""Repairs of typing errors, and what is left alone."""

import pytest

from matching.typing_errors import MOST_REPAIRS, MOST_UNKNOWN, Repair, Spelling, tolerance

SPELLING = Spelling(
    [
        "lassen",
        "lasser",
        "verte",
        "lastechniek",
        "klanten",
        "adviseren",
        "frezen",
        "las",
        "werk",
        "glas",
        "laswerk",
    ]
)

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
    ("glaswerk", []),
    ("lastchneik", ["lastechniek"]),
    ("las", []),
    ("lsa", []),
    ("lassen", []),
    ("klantn advisren", ["klanten adviseren"]),
    ("welding", []),
]


@pytest.mark.parametrize(("typed", "expected"), REPAIRS)
def test_repairs(typed, expected):
    assert [" ".join(repair.words) for repair in SPELLING.repairs(typed.split())] == expected


def test_a_known_word_is_never_taken_for_another():
    assert Spelling(["vente", "verte"]).repairs(["vente"]) == []


def test_a_word_of_a_description_is_right():
    assert Spelling(["blogs"], ["vlogs"]).repairs(["vlogs"]) == []


def test_the_worth_of_repairs_is_multiplied():
    (repair,) = SPELLING.repairs(["klantn", "frezn"])
    assert repair == Repair(("klanten", "frezen"), round(0.85 * 0.83, 6), ("klantn", "frezn"))


JOINED = [
    ("las werk", ["laswerk"]),
    ("werk las", ["laswerk"]),
    ("goed las werk leveren", ["goed laswerk leveren"]),
    ("werk glas", []),
    ("laswerk", []),
]


@pytest.mark.parametrize(("typed", "expected"), JOINED)
def test_neighbours_are_one_compound_in_either_order(typed, expected):
    assert [" ".join(repair.words) for repair in SPELLING.joined(typed.split())] == expected


PLAIN = [
    ("klantjes helpen", "klant helpen"),
    ("lastechniekje", "lastechniek"),
    ("lassen", "lassen"),
    ("tasje", "tasje"),
]


@pytest.mark.parametrize(("typed", "expected"), PLAIN)
def test_unknown_diminutives_give_way_to_known_words(typed, expected):
    assert SPELLING.plain(typed.split()) == expected.split()


def test_the_number_of_repairs_is_bounded():
    crowded = Spelling([f"lass{letter}" for letter in "abcdefghij"])
    repairs = crowded.repairs(["lassz"] * 50)
    assert len(repairs) == MOST_REPAIRS
    assert all(repair.words[MOST_UNKNOWN:] == ("lassz",) * (50 - MOST_UNKNOWN) for repair in repairs)


def test_a_word_without_end_is_left_alone():
    assert SPELLING.repairs(["a" * 5000]) == []
