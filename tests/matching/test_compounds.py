"""Compound words, stems and words without meaning."""

import pytest

from matching.compounds import LONGEST_WORD, Splitter
from matching.function_words import content
from matching.stems import stem

DUTCH = ["metaal", "bewerker", "verzekering", "adviseur", "kind", "verzorger", "dak", "dekker", "las"] * 3
COMPOUNDS = [
    ("metaalbewerker", ("metaal", "bewerker")),
    ("verzekeringsadviseur", ("verzekering", "adviseur")),
    ("kinderverzorger", ("kinderverzorger",)),
    ("dakdekker", ("dak", "dekker")),
    ("dakdekkersmetaalbewerker", ("dak", "dekker", "metaal", "bewerker")),
    ("bewerker", ("bewerker",)),
    ("las", ("las",)),
    ("xylofoon", ("xylofoon",)),
    ("", ("",)),
]


@pytest.mark.parametrize(("word", "expected"), COMPOUNDS)
def test_split(word, expected):
    assert Splitter.learn(DUTCH, "nl").split(word) == expected


def test_a_word_that_is_common_itself_stays_whole():
    assert Splitter.learn([*DUTCH, *["dakdekker"] * 9], "nl").split("dakdekker") == ("dakdekker",)


def test_a_language_that_writes_words_apart_is_left_alone():
    assert Splitter.learn(["fire", "fighter"] * 3, "en").split("firefighter") == ("firefighter",)


def test_a_word_without_end_is_not_read():
    endless = "dak" * LONGEST_WORD
    assert Splitter.learn(DUTCH, "nl").split(endless) == (endless,)


STEMMED = [
    ("nl", ["frezen", "gefreesd"], 1),
    ("en", ["welding", "welds", "weld"], 1),
    ("de", ["schweißen", "schweisser"], 1),
    ("", ["frezen", "freest"], 2),
    ("lb", ["frezen", "freest"], 2),
]


@pytest.mark.parametrize(("language", "words", "different"), STEMMED)
def test_stems_meet_where_the_language_has_a_stemmer(language, words, different):
    assert len(set(stem(words, language))) == different


CONTENT = [
    ("nl", "ik kan goed lassen", ["lassen"]),
    ("nl", "het en de", ["het", "en", "de"]),
    ("en", "able to weld", ["weld"]),
    ("", "ik kan lassen", ["ik", "kan", "lassen"]),
]


@pytest.mark.parametrize(("language", "words", "expected"), CONTENT)
def test_words_without_meaning_are_left_out(language, words, expected):
    assert content(words.split(), language) == expected
