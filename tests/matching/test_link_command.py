"""``python -m matching link`` as its users see it."""

import pytest

from matching.__main__ import main

LABELS = """concept_id\tlabel\tlanguage\tkind
welding\tlassen\tnl\tpreferred
welding\twelding\ten\tpreferred
milling\tfrezen\tnl\tpreferred
"""
QUERIES = "query_id\ttext\nq1\tlassen\nq2\tfrezne\nq3\t\nq4\twelding\n"
EXPECTED = """query_id\trank\tconcept_id\tscore
q1\t1\twelding\t1.000000
q2\t1\tmilling\t0.900000
q4\t1\twelding\t1.000000
"""


@pytest.fixture
def link(tmp_path, capsys):
    def run(labels: str, queries: str, *options: str) -> tuple[int, str, str]:
        (tmp_path / "L.tsv").write_text(labels)
        (tmp_path / "Q.tsv").write_text(queries)
        code = main(
            ["link", "--labels", str(tmp_path / "L.tsv"), "--queries", str(tmp_path / "Q.tsv"), *options]
        )
        printed = capsys.readouterr()
        return code, printed.out, printed.err.replace(str(tmp_path) + "/", "")

    return run


def test_link_prints_the_best_concepts(link):
    assert link(LABELS, QUERIES, "--top", "1") == (0, EXPECTED, "")


def test_the_language_of_the_queries_may_be_told(link):
    assert link(LABELS, QUERIES, "--top", "1", "--language", "nl") == (0, EXPECTED, "")


FAULTS = [
    (LABELS.replace("preferred\nmill", "pref\nmill"), QUERIES, "L.tsv:3: kind 'pref' is unknown; choose from "
     "preferred, alternative, description\n"),
    (LABELS, "query_id\nq1\n", "Q.tsv:1: column text is missing; the header must be query_id ⇥ text\n"),
    (LABELS, "query_id\ttext\nq1\n", "Q.tsv:2: has 1 cells, the header has 2: query_id ⇥ text\n"),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "queries", "expected"), FAULTS)
def test_a_fault_ends_with_2_and_prints_nothing(link, labels, queries, expected):
    assert link(labels, queries) == (2, "", expected)


@pytest.mark.parametrize("top", ["0", "-1", "many"])
def test_a_top_that_is_no_number_from_1_is_refused(link, top):
    with pytest.raises(SystemExit) as raised:
        link(LABELS, QUERIES, "--top", top)
    assert raised.value.code == 2
