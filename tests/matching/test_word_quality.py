"""The tables of quality on data small enough to check by eye."""

import pytest

from matching.__main__ import main
from matching.evaluation import Estimate
from matching.labels import Label
from matching.quality_data import Task
from matching.quality_table import Row, Table
from matching.vocabulary import Vocabulary
from matching.word_quality import first_three, per_concept, per_label, with_one_edit

LABELS = [
    Label("baker", "nl", "preferred", "bakker"),
    Label("baker", "nl", "alternative", "broodbakker"),
    Label("butcher", "nl", "preferred", "slager"),
]
TASK = Task(
    LABELS,
    {"q1": "bakker", "q2": "slager", "q3": "bakkerij"},
    {"q1": frozenset({"baker"}), "q2": frozenset({"butcher"}), "q3": frozenset({"butcher"})},
    "nl",
)


def test_mean_reciprocal_rank_per_concept():
    # bakkerij resembles no butcher
    assert per_concept(TASK).mean == pytest.approx(2 / 3)


def test_mean_reciprocal_rank_per_label():
    # two labels of the baker stand before the butcher's
    assert per_label(TASK, "nl").mean == pytest.approx((1 + 1 + 1 / 3) / 3)


def test_an_edit_changes_one_word_of_five_letters_or_more():
    labels = [Label("a", "nl", "preferred", "het lassen"), Label("b", "nl", "preferred", "kok")]
    (typed,) = with_one_edit(labels)
    assert typed[1] == "a"
    assert typed[0].startswith("het ")
    assert typed[0] != "het lassen"
    assert with_one_edit(labels) == [typed]


def test_first_three():
    vocabulary = Vocabulary.from_labels(LABELS)
    assert first_three(vocabulary, [("slagre", "butcher"), ("slager", "baker")], "nl").mean == 0.5


def test_a_table_is_rendered_as_markdown():
    table = Table(
        "T",
        ["x", "y"],
        [Row("ours", [Estimate(0.5, 0.4, 0.6, 9), 0.25]), Row("theirs", [None, "n/a"])],
        ["N."],
    )
    assert table.render() == (
        "## T\n\n|  | x | y |\n| --- | --- | --- |\n"
        "| ours | .500 (.400–.600) | .250 |\n| theirs | – | n/a |\n\nN.\n"
    )


def test_without_the_data_the_command_says_what_is_missing(tmp_path, capsys):
    assert main(["quality", "--data", str(tmp_path), "--only", "words"]) == 2
    assert capsys.readouterr() == (
        "",
        f"{tmp_path}/dev/occupation_linking_melo/bel_q_nl_c_nl/concept_mapping.tsv: is missing; "
        "--data must be the folder with dev/, esco/ and published/\n",
    )
