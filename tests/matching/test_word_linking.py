"""Words of records turned into concepts: sure ones, free ones, titles, and words that tell a profession."""

import pytest

from matching.labels import Label
from matching.profession_words import ProfessionWords
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.word_linking import Wordbook

LABELS = [
    Label("mig", "nl", "preferred", "MIG-lassen"),
    Label("mig", "en", "preferred", "MIG welding"),
    Label("cooking", "nl", "preferred", "gerechten koken"),
    Label("welder", "nl", "preferred", "lasser"),
    Label("welder", "nl", "description", "Lassers verbinden stalen constructies."),
    Label("cook", "nl", "preferred", "kok"),
]
RELATIONS = [("welder", "mig", "essential"), ("cook", "cooking", "essential")]


def wordbook(*skills: str, title: str = "", occupations: tuple[str, ...] = ()) -> Wordbook:
    person = WordedPerson(Person("sanne"), tuple(Worded(text) for text in skills))
    post = WordedPost(Post("p", title=title), (), occupations)
    return Wordbook.with_labels([person], [post], LABELS, RELATIONS)


@pytest.mark.parametrize("text", ["MIG-lassen", "mig lassen", "MIG  WELDING", "Mig-Lassen."])
def test_spelling_case_and_language_do_not_matter(text):
    assert wordbook(text).skills == {text: (Link("mig"),)}


def test_what_resembles_nothing_links_to_nothing():
    assert wordbook("xqz wvv").skills == {"xqz wvv": ()}


def person(*skills: Worded) -> Person:
    texts = [skill.text for skill in skills]
    return wordbook(*texts).person(WordedPerson(Person("sanne"), skills))


def test_free_words_point_to_professions_and_never_to_a_sure_skill():
    sanne = person(Worded("stalen constructies verbinden"), Worded("MIG-lassen"))
    assert (sanne.skills[1], list(sanne.toward)) == (OwnSkill((Link("mig"),)), ["welder"])


def test_free_words_add_up_by_command():
    one = person(Worded("stalen constructies"))
    two = person(Worded("stalen constructies"), Worded("constructies verbinden"))
    able = person(Worded("stalen constructies", None, Command.ADVANCED))
    assert two.toward["welder"] > one.toward["welder"]
    assert able.toward["welder"] == round(one.toward["welder"] / 0.6)


def test_commands_and_weights_stay_with_their_words():
    words = wordbook("MIG-lassen")
    person = WordedPerson(Person("sanne"), (Worded("MIG-lassen", None, Command.ABLE), Worded("", "own id")))
    assert words.person(person) == Person(
        "sanne", (OwnSkill((Link("mig"),), Command.ABLE), OwnSkill((Link("own id"),)))
    )


def test_what_a_vacancy_asks_twice_counts_once_at_its_greatest_weight():
    words = wordbook("MIG-lassen", "mig welding")
    asked = (
        Worded("mig welding", None, Weight.NICE),
        Worded("MIG-lassen", None, Weight.MUST),
        Worded("", "mig", Weight.SHOULD),
    )
    post = words.post(WordedPost(Post("p"), asked, ()))
    assert post.skills == (AskedSkill((Link("mig"),), Weight.MUST, "MIG-lassen"),)


OCCUPATIONS = [
    ("Lasser", (), ("welder",)),
    ("", ("lasser",), ("welder",)),
    ("", ("welder",), ("welder",)),
    ("Kok", ("lasser",), ("welder",)),
    ("Kok", ("xqz wvv",), ("cook",)),
    ("", (), ()),
]


@pytest.mark.parametrize(("title", "own", "expected"), OCCUPATIONS)
def test_the_occupation_is_found_by_id_by_its_words_or_by_the_title(title, own, expected):
    post = WordedPost(Post("p", title=title), (), own)
    assert wordbook(title=title, occupations=own).post(post).occupations == expected


def test_without_labels_a_wording_is_its_own_concept():
    words = Wordbook.of_own_words([WordedPerson(Person("sanne"), (Worded("Lassen!"),))], [])
    assert words.skills == {"Lassen!": (Link("lassen"),)}


def test_more_words_in_common_mean_more():
    book = ProfessionWords.from_labels(LABELS, RELATIONS)
    one, two, none = (book.toward(text) for text in ("stalen dingen", "stalen constructies", ""))
    assert book.occupations == ("cook", "welder")
    assert one[0] == two[0] == 0 < one[1] < two[1]
    assert none.tolist() == [0, 0]


def test_a_wording_is_read_in_the_language_that_knows_most_of_its_words():
    labels = [
        Label("welder", "en", "preferred", "welding of steel"),
        Label("cook", "nl", "preferred", "koken met steel"),
        Label("welder", "nl", "preferred", "lasser"),
        Label("cook", "en", "preferred", "cooking"),
    ]
    toward = ProfessionWords.from_labels(labels, RELATIONS).toward("welding steel")
    assert toward[0] == 0 < toward[1]
