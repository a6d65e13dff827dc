"""Words → concepts on a small vocabulary whose answers are known."""

import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import vocabulary as vocabulary_module
from matching.records import Link
from matching.vocabulary import Candidate, Label, Vocabulary

LABELS = [
    Label("welding", "nl", "preferred", "lassen"),
    Label("welding", "nl", "alternative", "MIG/MAG-lassen"),
    Label("welding", "en", "preferred", "welding"),
    Label("welding", "de", "preferred", "Schweißen"),
    Label("welding", "nl", "description", "Metalen delen aan elkaar smelten met een vlam of een vlamboog."),
    Label("milling", "nl", "preferred", "frezen"),
    Label("milling", "en", "preferred", "milling"),
    Label("advice", "nl", "preferred", "klanten adviseren"),
    Label("advice", "en", "preferred", "advise customers"),
    Label("engineering", "nl", "preferred", "lastechniek"),
    Label("c++", "", "preferred", "C++"),
    Label("c#", "", "preferred", "C#"),
    Label("sales", "fr", "preferred", "vente"),
    Label("green", "fr", "preferred", "verte"),
    Label("cook", "nl", "preferred", "kok"),
    Label("chef", "nl", "preferred", "chef-kok"),
    Label("chef", "nl", "alternative", "kok"),
    Label("head", "nl", "alternative", "chef"),
    Label("boss", "nl", "alternative", "chef"),
]


@pytest.fixture(scope="module")
def words():
    return Vocabulary.from_labels(LABELS)


SURE = [
    ("lassen", "welding", 1.0),
    ("Lassen!", "welding", 1.0),
    ("ik kan goed lassen", "welding", 1.0),
    ("kan MIG/MAG-lassen", "welding", 1.0),
    ("las techniek", "engineering", 1.0),
    ("klant adviseren", "advice", 1.0),
    ("klantjes adviseren", "advice", 1.0),
    ("klanten advieseren", "advice", 0.886),
    ("lastechneik", "engineering", 0.9318),
    ("lassenn", "welding", 0.91),
    ("welding", "welding", 1.0),
    ("schweissen", "welding", 1.0),
    ("<b>frezen</b>", "milling", 1.0),
    ("C++", "c++", 1.0),
    ("c#", "c#", 1.0),
    ("kok", "cook", 1.0),
    ("vente", "sales", 1.0),
    ("f\u200br\u200bezen", "milling", 1.0),
]


@pytest.mark.parametrize(("typed", "concept", "score"), SURE)
def test_what_is_named_is_linked(words, typed, concept, score):
    assert words.find(typed, top=1) == [Candidate(concept, score, sure=True)]
    assert words.links(typed) == (Link(concept),)


DOUBTFUL = [
    ("chef", [("boss", 1.0), ("head", 1.0)]),
    ("lassen en frezen", [("milling", 0.98), ("welding", 0.98)]),
    ("Lassen/frezen", [("milling", 0.98), ("welding", 0.98)]),
    ("frezne", [("milling", 0.9)]),
]


@pytest.mark.parametrize(("typed", "expected"), DOUBTFUL)
def test_what_is_doubtful_is_offered(words, typed, expected):
    found = [each for each in words.find(typed) if each.score >= 0.9]
    assert found == [Candidate(concept, score, sure=False) for concept, score in expected]


@pytest.mark.parametrize(
    "typed", ["", "  ", "x", "c", "👩\u200d🔧", "…!?", "焊接", "12", "\x00", "a" * 5000, "xyz " * 1500]
)
def test_what_says_nothing_finds_nothing(words, typed):
    assert words.find(typed) == []
    assert words.links(typed) == ()


def test_only_the_first_letters_of_a_long_text_count(words):
    assert words.find("lassen" + " " * 5 + "x" * 5000, top=1)[0].concept == "welding"


def test_resembling_concepts_are_linked_sparsely(words):
    assert words.links("chef") == (Link("boss"), Link("head"))
    assert all(link.strength >= 0.6 for link in words.links("klanten goed en eerlijk adviseren over frezen"))


def test_a_language_that_no_label_has_is_searched_in_all(words):
    assert words.find("welding", language="pl", top=1) == [Candidate("welding", 1.0, sure=True)]


def test_the_language_asked_goes_before_the_others():
    twins = Vocabulary.from_labels(
        [Label("a", "nl", "preferred", "brand"), Label("b", "en", "preferred", "brand")]
    )
    assert twins.links("brand", language="nl") == (Link("a"),)
    assert twins.links("brand", language="en") == (Link("b"),)
    assert [each.sure for each in twins.find("brand")] == [False, False]


NAMES = [
    ("welding", "nl", "lassen"),
    ("welding", "de", "Schweißen"),
    ("welding", "fr", "lassen"),
    ("sales", "en", "vente"),
    ("boss", "en", "chef"),
]


@pytest.mark.parametrize(("concept", "language", "expected"), NAMES)
def test_label(words, concept, language, expected):
    assert words.label(concept, language) == expected


def test_an_unknown_concept_has_no_label(words):
    with pytest.raises(KeyError, match="unheard of"):
        words.label("unheard of", "nl")


def test_an_empty_vocabulary_finds_nothing():
    empty = Vocabulary.from_labels([])
    assert (empty.find("lassen"), empty.complete("las"), empty.links("lassen")) == ([], [], ())


def test_labels_without_letters_are_no_names():
    odd = Vocabulary.from_labels(
        [Label("a", "nl", "preferred", "…"), Label("b", "nl", "preferred", "lassen")]
    )
    assert [each.concept for each in odd.find("lassen")] == ["b"]
    assert odd.find("…") == []


def test_a_vocabulary_survives_pickling_before_and_after_use(words):
    assert pickle.loads(pickle.dumps(words)).find("lassen") == words.find("lassen")  # noqa: S301
    assert pickle.loads(pickle.dumps(Vocabulary.from_labels(LABELS))).find("lassen") == words.find("lassen")  # noqa: S301


TYPED = st.one_of(
    st.sampled_from([label.text for label in LABELS]),
    st.text(max_size=30),
    st.text(alphabet="lasenfrzkocht ", max_size=30),
)


@settings(deadline=None)
@given(texts=st.lists(TYPED, max_size=6), language=st.sampled_from([None, "nl", "en", "pl"]))
def test_a_batch_answers_as_every_text_alone(words, texts, language):
    assert words.find_many(texts, language=language) == [
        words.find(text, language=language) for text in texts
    ]


def test_batches_meet_without_a_seam(words, monkeypatch):
    typed = [label.text for label in LABELS]
    expected = words.find_many(typed)
    monkeypatch.setattr(vocabulary_module, "BATCH", 2)
    assert words.find_many(typed) == expected


@settings(deadline=None, max_examples=10)
@given(order=st.permutations([*LABELS, *LABELS[:5]]))
def test_order_and_repetition_of_labels_do_not_matter(words, order):
    typed = ["lasse", "klantadvies", "chef", "milling machine"]
    assert Vocabulary.from_labels(order).find_many(typed) == words.find_many(typed)


def test_hashing_and_threads_do_not_matter(words):
    script = (
        "from tests.matching.test_vocabulary import LABELS, Vocabulary;"
        "print(Vocabulary.from_labels(LABELS).find_many(['lasse', 'klantadvies', 'chef', 'milling machine']))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, threads in (("1", "1"), ("2", "2"))
    }
    assert printed == {str(words.find_many(["lasse", "klantadvies", "chef", "milling machine"]))}


def test_importing_loads_nothing_slow():
    script = (
        "import sys, matching.vocabulary; print(sorted({'sklearn', 'scipy', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
