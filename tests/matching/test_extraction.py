"""Skills suggested from a text, on a vocabulary whose answers are known."""

import pytest

from matching.extraction import suggestions
from matching.extraction_quality import by_label, by_suggestion, measured
from matching.labels import Label
from matching.phrases import LONGEST_PHRASE, MOST_PHRASES, WINDOW, phrases, runs, sentences
from matching.vocabulary import Vocabulary

LABELS = [
    Label("welding", "nl", "preferred", "lassen"),
    Label("drawings", "nl", "preferred", "technische tekeningen lezen"),
    Label("licence", "nl", "preferred", "rijbewijs B"),
    Label("advice", "nl", "preferred", "klanten adviseren"),
]
WORDS = Vocabulary.from_labels(LABELS)
TEXT = """Wij zoeken een stagiair die klanten kan adviseren!
- Je gaat lassen, en je leest technische tekeningen.
- Rijbewijs B is een pre"""


def test_what_a_text_asks_for_is_suggested_with_the_words_that_say_so():
    found = suggestions(TEXT, WORDS, language="nl")
    assert {each.concept: each.phrase for each in found if each.score >= 0.4} == {
        "licence": "Rijbewijs B",
        "drawings": "je leest technische tekeningen",
        "welding": "lassen",
        "advice": "klanten kan adviseren",
    }


def test_the_best_come_first_and_no_more_than_asked():
    every = suggestions(TEXT, WORDS, language="nl")
    assert every == sorted(every, key=lambda each: (-each.score, each.concept))
    assert suggestions(TEXT, WORDS, language="nl", top=2) == every[:2]


def test_the_order_of_sentences_does_not_matter():
    turned = "\n".join(reversed(TEXT.split("\n")))
    assert suggestions(turned, WORDS, language="nl") == suggestions(TEXT, WORDS, language="nl")


@pytest.mark.parametrize("text", ["", " \n ", "…", "12 345", "焊接", "<br>" * 50, "\x00"])
def test_a_text_that_says_nothing_suggests_nothing(text):
    assert suggestions(text, WORDS, language="nl") == []


def test_what_lies_beyond_ten_thousand_characters_is_not_read():
    far = "bla. " * 2000 + "lassen"
    assert suggestions(far, WORDS, language="nl") == []
    assert suggestions("lassen. " + far, WORDS, language="nl")[0].concept == "welding"


SENTENCES = [
    ("Een. Twee! Drie", ["Een", "Twee", "Drie"]),
    ("kop:\n• een\n- 3.5 ton\n", ["kop", "een", "- 3.5 ton"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_phrases_are_clauses_and_windows_of_long_ones():
    assert phrases("je gaat lassen, zagen en slijpen", "nl") == ["je gaat lassen", "zagen", "slijpen"]
    assert phrases("a1 b1 c1 d1 e1 f1 g1 h1", "nl") == ["a1 b1 c1 d1 e1 f1", "c1 d1 e1 f1 g1 h1"]


def test_the_cost_of_a_text_is_bounded():
    endless = " ".join(f"woord{place}" + "x" * 90 for place in range(100_000))
    assert sum(map(len, sentences(endless))) <= 10_000
    made = phrases(endless, "nl")
    assert len(made) == MOST_PHRASES
    assert max(map(len, made)) <= LONGEST_PHRASE
    assert max(len(phrase.split()) for phrase in made) <= WINDOW
    assert len(list(runs(endless))) == sum(200 - size + 1 for size in range(1, 7))


def test_the_longest_run_comes_first():
    assert list(runs("een twee drie"))[:3] == ["een twee drie", "een twee", "twee drie"]


MARKED = {"wij lassen": frozenset({"welding"}), "rijbewijs b en adviseren": frozenset({"licence", "advice"})}


def test_extraction_is_measured_by_precision_and_recall():
    assert [each.mean for each in measured(by_label(LABELS), MARKED)] == [0.75, 0.75]
    assert [each.mean for each in measured(by_suggestion(WORDS), {"lassen": frozenset({"welding"})})] == [
        1,
        1,
    ]
