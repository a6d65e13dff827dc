"""Reasons add up to the score, and read as sentences in both languages."""

import string

import pytest
from hypothesis import given, settings

from matching.catalogue import DUTCH, ENGLISH
from matching.eligibility import Failure
from matching.explanation import explain
from matching.reasons import Row, Verdict, verdict
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.rendering import render, render_failure, render_verdict
from matching.scoring import score
from tests.matching.strategies import knowledges, persons, posts
from tests.matching.test_scoring import WELDING, asks, can

NAMES = {
    "mig": {"nl": "MIG-lassen", "en": "MIG welding"},
    "brazing": {"nl": "solderen", "en": "brazing"},
    "welder": {"nl": "lasser", "en": "welder"},
    "cooking": {"nl": "koken", "en": "cooking"},
}


def label(concept: str, language: str) -> str:
    return NAMES[concept][language]


@settings(max_examples=60, deadline=None)
@given(persons(), posts(), knowledges)
def test_points_add_up_to_the_score(person, post, knowledge):
    rows = explain(person, post, knowledge)
    assert sum(row.points for row in rows) == score(person, post, knowledge).total


@settings(max_examples=40, deadline=None)
@given(persons(), posts(), knowledges)
def test_every_reason_has_a_sentence_in_both_languages(person, post, knowledge):
    for row in explain(person, post, knowledge):
        for language in ("nl", "en"):
            sentence = render(row, language, lambda concept, language: f"{concept} ({language})")
            assert "{" not in sentence
            assert sentence.endswith(".")


def test_the_reasons_of_one_match():
    sanne = Person("sanne", can("brazing"), level=4, lat=51.2517, lon=5.7069, reach_km=25.0)
    skills = (*asks(mig=Weight.MUST, cooking=Weight.NICE), AskedSkill((), Weight.SHOULD, "flurping"))
    post = Post("p", kind="internship", occupations=("welder",), skills=skills, level=3, seats=0)
    post = Post(**{name: getattr(post, name) for name in post.__slots__} | {"lat": 51.1942, "lon": 5.9875})
    assert [(row.code, row.points) for row in explain(sanne, post, WELDING)] == [
        ("skill_related", 1085),
        ("skill_missing", 0),
        ("skill_unknown", 0),
        ("asked_closer", 1084),
        ("level_above", 800),
        ("distance", 1221),
        ("recognition_unchecked", 0),
        ("waiting_list", 0),
        ("change_skill", 0),
    ]


SENTENCES = [
    (
        Row("skill_has", {"concept": "mig", "text": "mig", "weight": "must", "command": 2}),
        "Heeft MIG-lassen (kan het).",
        "Has MIG welding (able).",
    ),
    (
        Row("skill_related", {"concept": "mig", "own": "brazing", "because": "relation", "command": None}),
        "MIG-lassen: deels gedekt door solderen (verwante vaardigheid).",
        "MIG welding: partly covered by brazing (a related skill).",
    ),
    (
        Row("skill_missing", {"concept": "mig", "text": "mig", "weight": "must"}),
        "MIG-lassen ontbreekt, terwijl het echt nodig is.",
        "MIG welding is missing, and it is really needed.",
    ),
    (
        Row("skill_unknown", {"concept": None, "text": "flurping", "weight": "should"}),
        "“flurping” kennen we niet als vaardigheid en telt dus niet mee.",
        "“flurping” is not a skill we know, so it does not count.",
    ),
    (
        Row("asked_closer", {"occupation": "welder", "share": 85}),
        "Wat gevraagd wordt past beter (85 %) dan het beroep lasser, en telt.",
        "What is asked fits better (85 %) than the occupation welder, and counts.",
    ),
    (
        Row("asks_little", {}),
        "De vacature noemt weinig vaardigheden; voor de rest telt hoe goed het beroep past.",
        "The vacancy names few skills; for the rest it counts how well the occupation fits.",
    ),
    (
        Row("distance", {"km": 20.561, "reach_km": 25.0}),
        "20,6 km, bereik 25 km.",
        "20.6 km, reach 25 km.",
    ),
    (
        Row("change_command", {"concept": "mig", "text": "mig", "gain": 700}),
        "Door beter te worden in MIG-lassen wordt de score 700 punten hoger.",
        "By getting better at MIG welding the score would be 700 points higher.",
    ),
    (
        Row("change_skill", {"concept": "cooking", "text": "koken", "gain": 700}),
        "Met koken erbij wordt de score 700 punten hoger.",
        "With cooking the score would be 700 points higher.",
    ),
]


@pytest.mark.parametrize(("row", "dutch", "english"), SENTENCES)
def test_render(row, dutch, english):
    assert (render(row, "nl", label), render(row, "en", label)) == (dutch, english)


FAILURES = [
    (
        Failure("recognition", {"programme": "25001", "start": "2027-02-01"}, {}),
        "Het bedrijf is op 2027-02-01 niet erkend voor opleiding 25001.",
    ),
    (
        Failure("recognition", {"programme": "25001", "start": None}, {}),
        "Het bedrijf is niet erkend voor opleiding 25001.",
    ),
    (
        Failure("recognition", {"programme": None, "start": None}, {}),
        "Het bedrijf is geen erkend leerbedrijf.",
    ),
    (Failure("reach", {"km": 47.0, "reach_km": 25}, {}), "47 km, het bereik is 25 km."),
    (
        Failure("kind", {"kind": "side_job", "wanted": "apprenticeship, internship"}, {}),
        "Dit is een bijbaan; gezocht wordt: leerbaan, stage.",
    ),
    (
        Failure("language", {"language": "de", "level": None, "asked": "A2"}, {}),
        "Taal de: onbekend; gevraagd wordt A2.",
    ),
]


@pytest.mark.parametrize(("failure", "dutch"), FAILURES)
def test_render_failure(failure, dutch):
    assert render_failure(failure, "nl") == dutch


def test_both_catalogues_have_the_same_sentences_with_the_same_values():
    def values(sentence):
        return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)

    assert {code: values(text) for code, text in DUTCH.items()} == {
        code: values(text) for code, text in ENGLISH.items()
    }


VERDICTS = [
    (10_000, False, Verdict.EXCELLENT),
    (8_500, False, Verdict.EXCELLENT),
    (8_499, False, Verdict.VERY_GOOD),
    (7_000, False, Verdict.VERY_GOOD),
    (6_999, False, Verdict.GOOD),
    (5_500, False, Verdict.GOOD),
    (5_499, False, Verdict.FAIR),
    (9_000, True, Verdict.GOOD),
    (5_499, True, Verdict.FAIR),
    (0, False, Verdict.FAIR),
]


@pytest.mark.parametrize(("total", "lacks", "word"), VERDICTS)
def test_verdict(total, lacks, word):
    missing = (
        [Row("skill_missing", {"weight": "must"})] if lacks else [Row("skill_missing", {"weight": "should"})]
    )
    assert verdict([Row("closeness", {}, total), *missing]) is word


def test_verdicts_have_words():
    assert [render_verdict(word, "nl") for word in Verdict] == ["uitstekend", "zeer goed", "goed", "redelijk"]


def test_the_change_that_lifts_most_is_found_by_scoring_again():
    sanne = Person("sanne", (OwnSkill((Link("mig"),), Command.LEARNING),))
    post = Post("p", skills=asks(mig=Weight.MUST, cooking=Weight.NICE))
    change = explain(sanne, post, WELDING)[-1]
    learnt = Person("sanne", (*sanne.skills, *can("mig")))
    gain = score(learnt, post, WELDING).total - score(sanne, post, WELDING).total
    assert change == Row("change_command", {"concept": "mig", "text": "mig", "gain": gain})


def test_who_has_everything_needs_no_change():
    sanne = Person("sanne", can("mig", "tig", "grinding"))
    rows = explain(sanne, Post("p", skills=asks(mig=Weight.MUST, tig=Weight.MUST), remote=True), WELDING)
    assert [row.code for row in rows] == [
        "skill_has",
        "skill_has",
        "profession_unknown",
        "level_unknown",
        "remote",
    ]


LITTLE = [
    (("welder",), asks(cooking=Weight.NICE), ["closeness"], "asks_little"),
    (("cook",), asks(mig=Weight.NICE), ["asked_closer"], "asks_little"),
    ((), asks(mig=Weight.NICE), ["profession_unknown"], "says_little"),
    (("welder",), (), ["closeness"], None),
    (("welder",), asks(mig=Weight.MUST, tig=Weight.SHOULD), ["asked_closer"], None),
]


@pytest.mark.parametrize(("occupations", "asked", "nearness", "remark"), LITTLE)
def test_a_post_that_asks_little_is_told_apart(occupations, asked, nearness, remark):
    post = Post("p", occupations=occupations, skills=asked, remote=True)
    codes = [row.code for row in explain(Person("sanne", can("mig", "tig")), post, WELDING)]
    told = {"closeness", "asked_closer", "profession_unknown", "asks_little", "says_little"}
    assert [code for code in codes if code in told] == [*nearness, *([remark] if remark else [])]
