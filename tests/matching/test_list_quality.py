"""The tables about lists: what variety costs and shows, and that spelling changes nothing."""

from random import Random

from matching.labels import Label
from matching.list_quality import rewritten, spelling_table, variety_table
from matching.ranking_data import RankingTask
from matching.record_reading import Worded, WordedPerson, WordedPost
from matching.records import Person, Post
from matching.word_linking import Wordbook

LABELS = [
    Label("mig", "nl", "preferred", "MIG-lassen"),
    Label("cooking", "nl", "preferred", "gerechten koken"),
    Label("welder", "nl", "preferred", "lasser"),
    Label("cook", "nl", "preferred", "kok"),
]
RELATIONS = [("welder", "mig", "essential"), ("cook", "cooking", "essential")]
SANNE = WordedPerson(Person("sanne"), (Worded("MIG-lassen"), Worded("gerechten koken")))
POSTS = [
    WordedPost(Post("one", title="Lasser", company="smithy"), (Worded("MIG-lassen"),), ()),
    WordedPost(Post("two", title="Lasser", company="smithy"), (Worded("MIG-lassen"),), ()),
    WordedPost(Post("three", title="Kok", company="kitchen"), (Worded("koken"),), ()),
]
TASK = RankingTask([SANNE], POSTS, LABELS, RELATIONS, {})


def wordbook(*others: WordedPerson) -> Wordbook:
    return Wordbook.with_labels([SANNE, *others], POSTS, LABELS, RELATIONS)


def test_variety_is_no_less_in_varied_lists_and_costs_something_or_nothing():
    plain, varied = variety_table(TASK, wordbook()).rows
    assert plain.figures == [0.0, 1 - (0.8 + 0 + 0) / 3, 1.0, 2 / 3]
    assert varied.figures[1:] == plain.figures[1:]


def test_rewriting_changes_case_spaces_and_order_only():
    other = rewritten(SANNE, Random(1))
    assert sorted(skill.text for skill in other.skills) == [" GERECHTEN  KOKEN ", " MIG-LASSEN "]


def test_the_same_student_written_otherwise_has_the_same_scores():
    other = rewritten(SANNE, Random(1))
    (row,) = spelling_table(TASK, [other], wordbook(other)).rows
    assert row.figures == [1.0, 1.0, 0.0]
