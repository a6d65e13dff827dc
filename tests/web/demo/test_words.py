"""The words of the region pack can be drawn from."""

import pytest

from reference.loading.pack import find_pack
from web.demo.dice import Dice
from web.demo.words import Name, Words

WORDS = Words.read(find_pack("keyport").folder)


@pytest.mark.parametrize(
    ("family", "prefix", "last"),
    [
        ("Peeters", "", "Peeters"),
        ("van den Broek", "van den", "Broek"),
        ("van 't Hof", "van 't", "Hof"),
        ("al Hassan", "al", "Hassan"),
        ("Şahin", "", "Şahin"),
        ("op het Veld", "op het", "Veld"),
    ],
)
def test_a_last_name_is_taken_apart(family, prefix, last):
    assert Name.of("Sanne", family) == Name("Sanne", prefix, last)
    assert str(Name.of("Sanne", family)) == f"Sanne {family}"


def test_groups_are_drawn_by_their_share():
    dice = Dice.of(1, "people")
    languages = [WORDS.person(dice).language for _ in range(5_000)]
    assert {group.language for group in WORDS.people} == set(languages)
    assert 0.70 < languages.count("nl") / 5_000 < 0.78


@pytest.mark.parametrize("sector", WORDS.businesses)
def test_every_trade_has_work(sector):
    business = WORDS.businesses[sector]
    assert sorted(business.work) == sorted(business.trades)
    assert all(business.work.values())


def test_shares_are_percents():
    assert sum(business.share for business in WORDS.businesses.values()) == 100
    assert sum(WORDS.homes.values()) == 100
