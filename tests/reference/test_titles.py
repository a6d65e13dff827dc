"""Titles of vacancies, reduced to the words that name an occupation."""

import pytest

from reference.titles import occupation_words

TITLES = [
    ("lasser", "lasser"),
    ("Lasser (m/v)", "Lasser"),
    ("Lasser m/v/x", "Lasser"),
    ("Allround lasser M/V", "Allround lasser"),
    ("BBL-leerling lasser", "lasser"),
    ("Stage: timmerman", "timmerman"),
    ("Stagiair timmerman 32 uur", "timmerman"),
    ("Bijbaan als vakkenvuller, 8-12 uur", "vakkenvuller"),
    ("Gezocht: kok [Weert]", "kok"),
    ("Apprentice welder (f/m/d)", "welder"),
    ("stagemeester", "stagemeester"),
    ("C++ programmeur", "C++ programmeur"),
    ("stage", ""),
    ("", ""),
]


@pytest.mark.parametrize(("title", "words"), TITLES)
def test_a_title_keeps_the_words_of_the_occupation(title, words):
    assert occupation_words(title) == words
