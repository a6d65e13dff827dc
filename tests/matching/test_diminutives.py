"""Dutch diminutives and the words that they come from."""

import pytest

from matching.diminutives import bases

DIMINUTIVES = [
    ("klantjes", "klant"),
    ("bloemetjes", "bloem"),
    ("bruggetje", "brug"),
    ("autootje", "auto"),
    ("koninkje", "koning"),
    ("boompjes", "boom"),
    ("winkeltje", "winkel"),
    ("taartje", "taart"),
]


@pytest.mark.parametrize(("word", "base"), DIMINUTIVES)
def test_the_word_is_among_what_a_diminutive_may_come_from(word, base):
    assert bases(word).count(base) == 1


@pytest.mark.parametrize("word", ["lassen", "je", "etje", "", "s"])
def test_other_words_come_from_nothing(word):
    assert bases(word) == []
