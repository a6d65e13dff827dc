"""Chance repeats itself, and what it made can be told from what is real."""

from collections import Counter
from datetime import date
from uuid import uuid4

import pytest

from web.demo.dice import Dice, is_invented


def draws(seed: int, subject: str) -> list:
    dice = Dice.of(seed, subject)
    return [dice.uuid(), dice.random(), dice.some(range(100), 3, 9), dice.by_weight({"a": 1, "b": 2})]


def test_the_same_seed_and_subject_give_the_same_draws():
    assert draws(1, "students") == draws(1, "students")


@pytest.mark.parametrize(("seed", "subject"), [(2, "students"), (1, "companies")])
def test_another_seed_or_subject_gives_others(seed, subject):
    assert draws(seed, subject)[0] != draws(1, "students")[0]


def test_invented_uuids_are_told_from_real_ones():
    dice = Dice.of(1, "uuids")
    assert {is_invented(dice.uuid()) for _ in range(100)} == {True}
    assert {is_invented(uuid4()) for _ in range(100)} == {False}


@pytest.mark.parametrize(
    ("among", "least", "most", "sizes"),
    [(range(9), 2, 4, {2, 3, 4}), (range(1), 2, 4, {1}), (range(0), 2, 4, {0})],
)
def test_some_are_different_ones_or_all_there_are(among, least, most, sizes):
    dice = Dice.of(1, "some")
    drawn = [dice.some(among, least, most) for _ in range(100)]
    assert {len(found) for found in drawn} == sizes
    assert all(len(found) == len(set(found)) for found in drawn)


def test_days_include_both_ends():
    dice = Dice.of(1, "days")
    first, last = date(2026, 11, 20), date(2026, 11, 21)
    assert {dice.day(first, last) for _ in range(50)} == {first, last}


def test_one_in_eight_is_left_open():
    dice = Dice.of(1, "known")
    counted = Counter(dice.known("said") for _ in range(10_000))
    assert 1_100 < counted[None] < 1_300
    assert set(counted) == {"said", None}
