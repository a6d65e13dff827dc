"""Free words: the same on both sides is the same skill, whatever else they resemble, and nobody sees how."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import fields
from matching.explanation import explain
from matching.free_words import MARK, free_word, is_free_word, own_link
from matching.labels import read_labels
from matching.reasons import Row
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.relations import read_relations
from matching.rendering import render
from matching.scoring import score
from matching.skills import importance
from tests.matching.strategies import knowledges, persons, posts, words
from tests.matching.test_scoring import WELDING, asks, can

ODOO = own_link("odoo studio")
NEAR = (Link("mig", 0.7), Link("cooking", 0.6))

SAME = [
    "Odoo Studio", "ODOO-studio!", " odoo\tstudio ", "<b>Odoo</b> Studio", "Ódoo Stüdio", "odoo 🙂 studio",
    "Odoo\u200b Studio", "\u202eodoo studio", "𝓞doo Studio", "odoo_studio",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_case_accents_marks_tags_and_pictures_do_not_matter(text):
    assert own_link(text) == ODOO


PAIRS = [
    ("C++", "c++", True),
    ("C++", "C", False),
    ("C#", "C", False),
    ("odoo", "odoo studio", False),
    ("studio odoo", "odoo studio", False),
    ("Ελληνικά", "ΕΛΛΗΝΙΚΑ", True),
    ("العربية", "العربية", True),
    ("中文", "日本語", False),
    ("x" * 300, "X" * 300, True),
    ("x" * 300, "x" * 299 + "y", False),
]


@pytest.mark.parametrize(("one", "other", "is_same"), PAIRS)
def test_other_words_are_other_skills_in_any_script_and_at_any_length(one, other, is_same):
    assert (own_link(one) == own_link(other)) is is_same


@pytest.mark.parametrize("text", ["", " ", "🙂", "–", "<br>", "\u200b", "…?!"])
def test_what_has_no_letter_or_digit_is_no_word(text):
    assert own_link(text) == ()


def test_a_word_cannot_be_told_from_its_concept_without_the_key():
    (link,) = own_link("odoo studio", key=b"of this installation")
    assert (link.strength, link.concept.startswith(MARK), len(link.concept)) == (1.0, True, len(MARK) + 32)
    assert len({link, *ODOO, *own_link("odoo studio", key=b"of another")}) == 3
    assert own_link("Odoo-Studio", key=b"of this installation") == (link,)


def test_no_reader_gives_a_concept_the_id_of_a_word(tmp_path):
    written = ODOO[0].concept
    labels, relations = tmp_path / "labels.tsv", tmp_path / "relations.tsv"
    labels.write_text(f"concept_id\tlabel\tlanguage\tkind\n{written}\todoo\tnl\tpreferred\n")
    relations.write_text(f"occupation_id\tconcept_id\tkind\n{written}\t{written}\tessential\n")
    read = [fields.text(written), *(label.concept for label in read_labels(labels))]
    read += [each for row in read_relations(relations) for each in row[:2]]
    assert read == [written.strip()] * 4
    assert not any(map(is_free_word, read))


def sanne(*links: Link, command: Command | None = Command.ADVANCED) -> Person:
    return Person("sanne", (OwnSkill(links, command),))


def post(*links: Link, weight: Weight = Weight.MUST) -> Post:
    return Post("p", skills=(AskedSkill(links, weight, "odoo studio"),))


TOLD = {"concept": None, "text": "odoo studio", "weight": "must"}
COVERS = [
    (sanne(*ODOO), post(*ODOO), 7_000, "skill_has"),
    (sanne(*ODOO, command=None), post(*ODOO), 4_200, "skill_has"),
    (sanne(*own_link("odoo")), post(*ODOO), 0, "skill_missing"),
    (sanne(), post(*ODOO), 0, "skill_missing"),
    (sanne(*NEAR, *ODOO), post(*NEAR, *ODOO), 7_000, "skill_has"),
    (sanne(*NEAR, *own_link("odo")), post(*NEAR, *ODOO), 3_430, "skill_related"),
    (sanne(Link("mig")), post(*NEAR, *ODOO), 4_900, "skill_related"),
]


@pytest.mark.parametrize(("person", "asking", "points", "code"), COVERS)
def test_one_asked_word(person, asking, points, code):
    row = explain(person, asking, WELDING)[0]
    assert (score(person, asking, WELDING).skills, row.code) == (points, code)
    assert {name: row.values[name] for name in TOLD} == TOLD


def test_the_reason_for_the_same_word_says_nothing_but_what_the_vacancy_wrote():
    row = explain(sanne(*ODOO), post(*ODOO), WELDING)[0]
    assert row.values == TOLD | {"covered": 100, "own": None, "command": 3, "because": "same"}
    assert [render(row, language, name) for language in ("nl", "en")] == [
        "Heeft odoo studio (gevorderd).",
        "Has odoo studio (advanced).",
    ]


def name(concept: str, language: str) -> str:
    return {"mig": "MIG", "cooking": "koken"}[concept]


def test_a_word_that_is_not_had_goes_by_the_words_of_the_vacancy():
    row = explain(sanne(*own_link("odoo")), post(*NEAR, *ODOO), WELDING)[0]
    assert render(row, "en", name) == "Odoo studio is missing, and it is really needed."


@pytest.mark.parametrize("near", [(), NEAR, (Link("unheard of", 0.9),)])
@pytest.mark.parametrize("weight", Weight)
def test_what_a_word_weighs_is_what_its_likeliest_concept_weighs(near, weight):
    plain, free = AskedSkill(near, weight), AskedSkill((*near, *ODOO), weight)
    assert importance(free, WELDING) == importance(plain, WELDING)


def test_a_word_says_nothing_of_a_profession():
    welder = Post("p", occupations=("welder",))
    without = Person("sanne", can("mig"))
    free = replace(without, skills=(*without.skills, OwnSkill(ODOO, Command.ADVANCED)))
    assert score(free, welder, WELDING) == score(without, welder, WELDING)


def test_the_word_that_would_lift_most_is_named_as_the_vacancy_wrote_it():
    free = AskedSkill((*NEAR[1:], *ODOO), Weight.MUST, "Odoo Studio")
    asking = Post("p", skills=(*asks(mig=Weight.NICE), free), remote=True)
    change = explain(Person("sanne"), asking, WELDING)[-1]
    word = Person("sanne", (OwnSkill(ODOO, Command.ADVANCED),))
    gain = score(word, asking, WELDING).total - score(Person("sanne"), asking, WELDING).total
    assert change == Row("change_skill", {"concept": None, "text": "Odoo Studio", "gain": gain})
    learning = Person("sanne", (OwnSkill(ODOO, Command.LEARNING),))
    assert explain(learning, asking, WELDING)[-1].code == "change_command"


@settings(max_examples=80, deadline=None)
@given(persons(), posts(), knowledges)
def test_no_reason_shows_a_digest_or_names_a_concept_that_is_not_sure(person, post, knowledge):
    for row in explain(person, post, knowledge):
        said = [str(value) for value in row.values.values()]
        said += [render(row, language, lambda concept, _: concept) for language in ("nl", "en")]
        assert not [each for each in said if MARK.strip() in each]
    rows = explain(person, post, knowledge)[: len(post.skills)]
    free = [free_word(asked.links) is not None for asked in post.skills]
    assert all(row.values["concept"] is None for row, is_free in zip(rows, free, strict=True) if is_free)


@settings(max_examples=60, deadline=None)
@given(persons(), posts(), knowledges, words, st.sampled_from(Weight))
def test_who_writes_what_is_asked_has_it(person, post, knowledge, word, weight):
    asked = AskedSkill(word, weight, "as worded")
    told = replace(person, skills=(*person.skills, OwnSkill(word, Command.ADVANCED)))
    asking = replace(post, skills=(asked, *post.skills))
    row = explain(told, asking, knowledge)[0]
    assert (row.code, row.values["covered"]) == ("skill_has", 100)
    assert score(told, asking, knowledge).skills >= score(person, asking, knowledge).skills
