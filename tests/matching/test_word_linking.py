"""Words of records turned into concepts: sure ones, free ones, titles, and words that tell a profession."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explanation import explain
from matching.free_words import free_word, own_link
from matching.knowledge import Knowledge
from matching.labels import Label
from matching.profession_words import ProfessionWords
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import AskedSkill, Command, Link, OwnSkill, Person, Post, Weight
from matching.scoring import score
from matching.word_linking import Wordbook
from matching.words import fold

LABELS = [
    Label("mig", "nl", "preferred", "MIG-lassen"),
    Label("mig", "en", "preferred", "MIG welding"),
    Label("cooking", "nl", "preferred", "gerechten koken"),
    Label("welder", "nl", "preferred", "lasser"),
    Label("welder", "nl", "description", "Lassers verbinden stalen constructies."),
    Label("cook", "nl", "preferred", "kok"),
]
OTHERS = [f"work {number}" for number in range(60)]  # so that a word that only welders use tells much
LABELS += [Label(other, "nl", "preferred", f"beroep{place}") for place, other in enumerate(OTHERS)]
RELATIONS = [("welder", "mig", "essential"), ("cook", "cooking", "essential")]
RELATIONS += [(other, f"skill of {other}", "essential") for other in OTHERS]
KNOWLEDGE = Knowledge.from_relations(occupation_skills=RELATIONS)


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


def read(own: list[str], asked: list[Worded]) -> tuple[Person, Post]:
    sanne = WordedPerson(Person("sanne"), tuple(map(Worded, own)))
    post = WordedPost(Post("p"), tuple(asked), ())
    words = Wordbook.with_labels([sanne], [post], LABELS, RELATIONS)
    return words.person(sanne), words.post(post)


READ = [
    ("Odoo Studio", "odoo-studio", []),  # resembles nothing
    ("gerechten proeven", "Gerechten PROEVEN", ["cooking"]),  # resembles a skill
]


@pytest.mark.parametrize(("own", "asked", "near"), READ)
def test_words_that_are_not_sure_are_concepts_of_their_own_beside_what_they_resemble(own, asked, near):
    sanne, post = read([own], [Worded(asked)])
    for links in (sanne.skills[0].links, post.skills[0].links):
        assert [link.concept for link in links[:-1]] == near
        assert links[-1:] == own_link(own)
    assert explain(sanne, post, Knowledge())[0].code == "skill_has"


@pytest.mark.parametrize("skill", [Worded("MIG-lassen"), Worded("", "own id")])
def test_sure_words_are_their_concept_only(skill):
    assert [free_word(each.links) for each in person(skill).skills] == [None]


def test_free_words_asked_twice_count_once_whatever_their_spelling():
    asked = [Worded("odoo-studio", None, Weight.NICE), Worded("Odoo Studio", None, Weight.MUST)]
    assert read([], asked)[1].skills == (AskedSkill(own_link("odoo studio"), Weight.MUST, "Odoo Studio"),)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(("Odoo Studio", "odoo studio", "gerechten proeven", "MIG-lassen")), max_size=4),
    st.sampled_from(("ODOO studio", "Gerechten proeven", "mig lassen")),
    st.randoms(use_true_random=False),
)
def test_one_more_wanted_word_never_lowers_and_their_order_does_not_matter(own, word, random):
    asked = [Worded(text) for text in ("odoo studio", "gerechten proeven", "mig welding")]
    before, more = (score(*read(words, asked), KNOWLEDGE) for words in (own, [*own, word]))
    shuffled = [*own, word]
    random.shuffle(shuffled)
    assert score(*read(shuffled, asked), KNOWLEDGE) == more
    is_new = fold(word) not in map(fold, own)
    assert (more.skills > before.skills) is is_new
    assert is_new or more == before


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


def test_without_labels_the_same_words_are_the_same_skill_though_others_resemble_them():
    persons = [WordedPerson(Person("sanne"), (Worded("kasten zagen"), Worded("kast zagen")))]
    posts = [WordedPost(Post("p"), (Worded("Kast zagen"),), ())]
    words = Wordbook.of_own_words(persons, posts)
    assert explain(words.person(persons[0]), words.post(posts[0]), Knowledge())[0].code == "skill_has"


def test_more_words_in_common_mean_more():
    book = ProfessionWords.from_labels(LABELS, RELATIONS)
    one, two, none = (book.toward(text) for text in ("stalen dingen", "stalen constructies", ""))
    assert book.occupations == ("cook", "welder", *sorted(OTHERS))
    assert one[0] == two[0] == 0 < one[1] < two[1]
    assert none.tolist() == [0] * len(book.occupations)


def test_a_wording_is_read_in_the_language_that_knows_most_of_its_words():
    labels = [
        Label("welder", "en", "preferred", "welding of steel"),
        Label("cook", "nl", "preferred", "koken met steel"),
        Label("welder", "nl", "preferred", "lasser"),
        Label("cook", "en", "preferred", "cooking"),
    ]
    toward = ProfessionWords.from_labels(labels, RELATIONS).toward("welding steel")
    assert toward[0] == 0 < toward[1]
