"""Titles of vacancies, reduced to the words that name an occupation."""

import pytest

from matching.titles import Title, occupation_meant, occupation_words, read_titles
from matching.vocabulary import Candidate

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


FOUND = {
    "lasser": [Candidate("welder", 1.0, sure=True)],
    "stage lasser": [Candidate("cook", 0.9, sure=False), Candidate("welder", 0.85, sure=False)],
    "iets met staal": [
        Candidate("welder", 0.5, sure=False),
        Candidate("smith", 0.45, sure=False),
        Candidate("baker", 0.3, sure=False),
        Candidate("cook", 0.25, sure=False),
    ],
    "staalwerker": [Candidate("smith", 0.8, sure=False), Candidate("welder", 0.65, sure=False)],
    "xqz": [Candidate("welder", 0.1, sure=False)],
}
READ = [
    ("lasser", Title("welder")),
    ("stage lasser", Title("welder")),
    ("staalwerker", Title("smith")),
    ("iets met staal", Title(None, ("welder", "smith", "baker"))),
    ("xqz", Title()),
    ("stage", Title()),
    ("", Title()),
]


def test_a_title_means_one_occupation_or_resembles_at_most_three():
    read = read_titles([title for title, _ in READ], lambda texts: [FOUND.get(text, []) for text in texts])
    assert read == [title for _, title in READ]
