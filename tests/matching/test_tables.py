"""Tab-separated tables and the labels in them: what is read, and how a fault is named."""

import pytest

from matching.labels import Label, read_labels
from matching.tables import BadTable, read_table


@pytest.fixture
def table(tmp_path):
    def write(content: bytes | str) -> str:
        path = tmp_path / "T.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


READ = [
    ("a\tb\n1\t2\n", [(2, {"a": "1", "b": "2"})]),
    ("\ufeffa\tb\r\n1\t2\r\n\r\n3\t4", [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]),
    ('a\tb\n"x\ty"\n', [(2, {"a": '"x', "b": 'y"'})]),
    ("b\ta\tmore\n1\t2\t3\n", [(2, {"b": "1", "a": "2", "more": "3"})]),
    ("a\tb\n", []),
    ("a\tb\n\t\n", [(2, {"a": "", "b": ""})]),
]


@pytest.mark.parametrize(("content", "expected"), READ)
def test_read_table(table, content, expected):
    assert list(read_table(table(content), ("a", "b"))) == expected


FAULTS = [
    ("", ":1: column a, b is missing; the header must be a ⇥ b"),
    ("a;b\n1;2\n", ":1: column a, b is missing; the header must be a ⇥ b"),
    ("a\tb\ta\n", ":1: column a stands twice in the header"),
    ("a\tb\n1\t2\n3\n", ":3: has 1 cells, the header has 2: a ⇥ b"),
    ("a\tb\n1\t2\t3\n", ":2: has 3 cells, the header has 2: a ⇥ b"),
    (b"a\tb\n1\t2\n\xe9\t4\n", "is not UTF-8 (byte 0xe9)"),
    ("a\tb\n" + "x" * 200_000 + "\t1\n", ":2: field larger than field limit (131072)"),
]


@pytest.mark.parametrize(("content", "expected"), FAULTS)
def test_a_fault_is_named_with_its_line(table, content, expected):
    with pytest.raises(BadTable) as raised:
        list(read_table(table(content), ("a", "b")))
    assert str(raised.value).startswith(raised.value.path)
    assert str(raised.value).endswith(expected)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadTable) as raised:
        list(read_table(tmp_path / "none.tsv", ("a",)))
    assert str(raised.value) == f"{tmp_path / 'none.tsv'}:1: No such file or directory"


HEADER = "concept_id\tlabel\tlanguage\tkind\n"


def test_read_labels(table):
    path = table(HEADER + "c1\t lassen \tNL\tpreferred\nc1\tsmelten\t\tdescription\n")
    assert list(read_labels(path)) == [
        Label("c1", "nl", "preferred", "lassen"),
        Label("c1", "", "description", "smelten"),
    ]


LABEL_FAULTS = [
    ("c1\tlassen\tnl\tpref\n", ":2: kind 'pref' is unknown; choose from preferred, alternative, description"),
    ("\tlassen\tnl\tpreferred\n", ":2: concept_id is empty"),
    ("c1\t \tnl\tpreferred\n", ":2: label is empty"),
]


@pytest.mark.parametrize(("row", "expected"), LABEL_FAULTS)
def test_a_faulty_label_is_named_with_its_line(table, row, expected):
    path = table(HEADER + row)
    with pytest.raises(BadTable) as raised:
        list(read_labels(path))
    assert str(raised.value) == path + expected
