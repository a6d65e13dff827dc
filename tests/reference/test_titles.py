"""Titles of vacancies, reduced to the words that name an occupation."""

import pytest

from matching.vocabulary import Candidate
from reference.titles import occupation_meant, occupation_words

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


MEANT = [
    ([("welder", 1.0, True), ("cook", 0.95, False)], "welder"),
    ([("welder", 0.6, False), ("cook", 0.45, False)], "welder"),
    ([("welder", 0.6, False)], "welder"),
    ([("welder", 0.59, False), ("cook", 0.1, False)], None),
    ([("welder", 0.9, False), ("cook", 0.81, False)], None),
    ([], None),
]


@pytest.mark.parametrize(("found", "occupation"), MEANT)
def test_a_title_means_what_is_sure_or_likely_and_well_ahead(found, occupation):
    assert occupation_meant([Candidate(*each) for each in found]) == occupation
