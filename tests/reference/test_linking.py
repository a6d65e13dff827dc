"""Words → skills and occupations, over the labels in the database."""

import pytest

from reference import linking
from reference.editions import current
from reference.knowing import knowledge
from reference.linking import (
    Linked,
    Titled,
    extract,
    link,
    link_many,
    occupation_of,
    occupations_of,
    suggest,
    vocabulary,
)
from reference.models import (
    Edition,
    LabelSource,
    OccupationSkill,
    Programme,
    Skill,
    SkillLabel,
    SkillRelation,
)
from reference.naming import folded, named

EXACT = [
    ("lassen", "lassen"),
    ("LASSEN ", "lassen"),
    ("las\u200bsen", "lassen"),
    ("laswerk", "lassen"),
    ("Weld  metal", "lassen"),
    ("coding", "programmeren"),
    ("klant-vriendelijkheid", None),
    ("klantgerichtheid", "klantvriendelijkheid"),
]


@pytest.mark.parametrize(("text", "name"), EXACT)
def test_a_label_in_any_language_and_spelling_is_the_skill(skills, text, name):
    linked = link(text, language="nl")
    assert linked.skill == (skills[name] if name else linked.skill)
    assert linked.skill is not None or linked.links != []


def test_exact_words_take_one_query_and_no_vocabulary(skills, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(linking, "_skills", None)
    with django_assert_num_queries(1):
        found = link_many(["lassen", "coderen", "woodwork"] * 100, language="nl")
    assert [linked.skill.name for linked in found[:3]] == ["lassen", "programmeren", "timmeren"]


@pytest.mark.parametrize("repeated", [1, 50])
def test_other_words_take_a_constant_number_of_queries(skills, django_assert_num_queries, repeated):
    vocabulary()
    words = [f"tekening lezen {place}" for place in range(repeated)]
    with django_assert_num_queries(3):
        assert len(link_many([*words, "lassen"])) == repeated + 1


def test_a_typing_error_leads_to_the_skill_or_suggests_it(skills):
    linked = link("programeren", language="nl")
    assert skills["programmeren"] in (linked.skill, *linked.suggestions)


def test_free_words_keep_the_few_skills_that_they_resemble_by_the_square(skills):
    linked = link("tekeningen kunnen lezen", language="nl")
    found = [
        each for each in vocabulary().find("tekeningen kunnen lezen", language="nl") if each.score >= 0.2
    ]
    assert linked.skill is None
    assert linked.suggestions[0].name == "tekeninglezen"
    assert linked.links == [[each.concept, each.score**2] for each in found[:5] if each.score >= 0.2]


def test_names_only_builds_no_vocabulary_and_leaves_the_rest_open(skills, monkeypatch):
    monkeypatch.setattr(linking, "_skills", None)
    found = link_many(["lassen", "tekeningen kunnen lezen"], names_only=True)
    assert found == [Linked(skills["lassen"]), Linked()]


@pytest.mark.parametrize("text", ["", "   ", "!?", "\u200b", "🙂", "<br>" * 3, "x" * 5000, "9" * 200])
def test_words_that_mean_nothing_link_to_nothing(skills, text):
    linked = link(text)
    assert (linked.skill, linked.links) == (None, [])


def test_two_skills_in_one_wording_are_both_offered(skills):
    linked = link("lassen en timmeren", language="nl")
    assert linked.skill is None
    assert sorted(linked.links) == sorted(
        [str(skills[name].uuid), 0.98**2] for name in ("lassen", "timmeren")
    )
    assert {skill.name for skill in linked.suggestions} == {"lassen", "timmeren"}


def test_skills_are_suggested_from_a_text(skills, django_assert_num_queries):
    text = "Wij zoeken een stagiair.\n- Je gaat lassen en timmeren\n- Je kunt technische tekeningen lezen"
    extract(text, language="nl")
    with django_assert_num_queries(2):
        found = extract(text, language="nl")
    assert {(each.skill.name, each.phrase) for each in found if each.score >= 0.5} == {
        ("lassen", "lassen"),
        ("timmeren", "timmeren"),
        ("tekeninglezen", "technische tekeningen lezen"),
    }


def test_an_empty_database_links_to_nothing(db):
    assert (link("lassen").skill, suggest("las"), occupation_of("lasser")) == (None, [], None)


def label(
    skill: Skill, text: str, *, language: str = "nl", kind: str = "alternative", source: str = "esco"
) -> None:
    SkillLabel.objects.create(
        skill=skill, language=language, kind=kind, text=text, folded=folded(text), source=source
    )


def test_a_name_of_two_skills_is_left_undecided(skills):
    label(skills["lassen"], "metaalwerk")
    label(skills["timmeren"], "metaalwerk")
    linked = link("metaalwerk", language="nl")
    assert linked.skill is None
    assert sorted(linked.links) == sorted([str(skills[name].uuid), 1.0] for name in ("lassen", "timmeren"))
    assert {skill.name for skill in linked.suggestions} == {"lassen", "timmeren"}


DECIDED = [
    ({"language": "nl"}, {"language": "en"}),
    ({"kind": "preferred", "language": "de"}, {"kind": "alternative", "language": "de"}),
    ({"source": LabelSource.REGION}, {"source": LabelSource.ESCO}),
]


@pytest.mark.parametrize(("first", "second"), DECIDED)
def test_language_then_preferred_then_the_regions_word_decide(skills, first, second):
    label(skills["lassen"], "metaalwerk", **first)
    label(skills["timmeren"], "metaalwerk", **second)
    assert link("metaalwerk", language="nl").skill == skills["lassen"]


def test_names_are_given_in_the_language_of_the_reader(skills):
    assert [link("lassen", language=language).skill.name for language in ("nl", "en")] == [
        "lassen",
        "welding",
    ]


TYPED = [("las", "lassen"), ("timm", "timmeren"), ("TEKEN", "tekeninglezen"), ("progr", "programmeren")]


@pytest.mark.parametrize(("typed", "name"), TYPED)
def test_typing_is_completed(skills, typed, name):
    assert suggest(typed, language="nl", limit=3)[0].name == name


def test_a_completion_obeys_its_limit(skills):
    assert len(suggest("e", language="nl", limit=2)) <= 2


TITLES = [
    ("lasser", "lasser"),
    ("Allround lasser (m/v)", "lasser"),
    ("Stage timmerman 32 uur", "timmerman"),
    ("welder", "lasser"),
    ("Timmerman renovatie", "timmerman"),
    ("dierenarts", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "name"), TITLES)
def test_a_title_names_an_occupation_or_none(occupations, title, name):
    assert occupation_of(title, language="nl") == (occupations[name] if name else None)


def test_many_titles_take_one_query_when_exact(occupations, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = occupations_of(["lasser", "timmerman (m/v)"] * 50, language="nl")
    assert {titled.occupation.name for titled in found} == {"lasser", "timmerman"}


def test_a_title_that_names_none_keeps_what_it_resembles(occupations):
    titles = ["Stage lasser", "dag van de timmerlieden", "dierenarts"]
    lasser, timmerman = occupations["lasser"], occupations["timmerman"]
    assert occupations_of(titles, language="nl") == [
        Titled(lasser),
        Titled(None, [str(timmerman.uuid)]),
        Titled(),
    ]


def test_descriptions_are_no_names(skills):
    label(skills["lassen"], "metaal", kind="description")
    assert named(Skill, [folded("metaal")]) == {}


def test_a_new_label_is_found_at_once(skills):
    before = vocabulary()
    assert vocabulary() is before
    label(skills["lassen"], "vonken maken")
    assert vocabulary() is not before
    assert vocabulary().find("vonken maken")[0].concept == str(skills["lassen"].uuid)


def test_a_new_edition_makes_everybody_build_anew(skills):
    before = current()
    Edition.objects.create(content="a mended label")
    assert current() != before


def test_the_edition_is_named_in_one_query(skills, django_assert_num_queries):
    with django_assert_num_queries(1):
        current()


def test_knowledge_comes_from_relations_needs_and_programmes(skills, occupations):
    OccupationSkill.objects.create(occupation=occupations["lasser"], skill=skills["lassen"], kind="essential")
    SkillRelation.objects.create(skill=skills["lassen"], other=skills["timmeren"], kind="related")
    programme = Programme.objects.create(register="crebo", code="25290", name="Lasser", level="bachelor")
    programme.occupations.add(occupations["lasser"])
    known = knowledge()
    welding, carpentry = str(skills["lassen"].uuid), str(skills["timmeren"].uuid)
    assert known.programmes == {"25290": (str(occupations["lasser"].uuid),)}
    assert set(known.profiles) == {str(occupations["lasser"].uuid)}
    assert set(known.rarities) == {welding}
    assert [other for other, _strength in known.relatedness.around(welding)] == [welding, carpentry]
    assert knowledge() is known


def test_knowledge_is_new_when_a_relation_is(skills):
    before = knowledge()
    SkillRelation.objects.create(skill=skills["lassen"], other=skills["timmeren"], kind="related")
    assert knowledge() is not before
