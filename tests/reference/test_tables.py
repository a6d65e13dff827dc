"""Files that people bring: what is read, what is refused, and in which words."""

import io
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.words import clean
from reference.tables import MOST_ROWS, Column, Row, Table, TableError

COLUMNS = (
    Column("postcode", ("pc", "post code"), required=True),
    Column("name", ("naam", "plaats naam")),
    Column("words", multiline=True),
)


def table(content: str | bytes, **options) -> Table:
    return Table(io.BytesIO(content.encode() if isinstance(content, str) else content), COLUMNS, **options)


def values(content: str | bytes) -> list[tuple[int, str, str]]:
    return [(row.number, row.values["postcode"], row.values["name"]) for row in table(content)]


def refusal(content: str | bytes, **options) -> list[tuple[int, str, str]]:
    with pytest.raises(TableError) as caught:
        table(content, **options)
    return [(error.row, error.column, error.code) for error in caught.value.errors]


READABLE = [
    ("comma", "postcode,name\n6001,Weert\n"),
    ("semicolon", "postcode;name\n6001;Weert\n"),
    ("tab", "postcode\tname\n6001\tWeert\n"),
    ("mark of order", "\ufeffpostcode;name\n6001;Weert\n"),
    ("UTF-16 little", "postcode;name\n6001;Weert\n".encode("utf-16")),
    ("UTF-16 big", b"\xfe\xff" + "postcode;name\n6001;Weert\n".encode("utf-16-be")),
    ("Windows line ends", "postcode;name\r\n6001;Weert\r\n"),
    ("old Mac line ends", "postcode;name\r6001;Weert\r"),
    ("no line end", "postcode;name\n6001;Weert"),
    ("capitals and spaces", " POSTCODE ;Name\n6001;Weert\n"),
    ("Dutch heading", "PC;Plaats-naam\n6001;Weert\n"),
    ("underscore and star", "post_code*;naam\n6001;Weert\n"),
    ("other order", "name;postcode\nWeert;6001\n"),
    ("quotes", '"postcode";"name"\n"6001";"Weert"\n'),
    ("spaces around", "postcode;name\n 6001 ;  Weert  \n"),
    ("zero width and bidi", "postcode;name\n6001;\u200bWe\u202eert\u200d\n"),
    ("separators at the end", "postcode;name;;\n6001;Weert;;\n"),
    ("a comma in the heading of another", 'postcode;name;"a, b, c"\n6001;Weert;x\n'),
]


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in READABLE])
def test_the_same_table_is_read_from_many_forms(content):
    assert values(content) == [(2, "6001", "Weert")]


ROWS = [
    ("an empty row counts", "postcode;name\n\n6001;Weert\n", [(3, "6001", "Weert")]),
    ("a row of separators counts", "postcode;name\n;\n6001;Weert\n", [(3, "6001", "Weert")]),
    ("rows above the header", "\n\npostcode;name\n6001;Weert\n", [(4, "6001", "Weert")]),
    ("the hint of a spreadsheet", "sep=;\npostcode;name\n6001;Weert\n", [(3, "6001", "Weert")]),
    ("a short row", "postcode;name\n6001\n", [(2, "6001", "")]),
    ("a leading zero stays", "postcode;name\n0601;Weert\n", [(2, "0601", "Weert")]),
    ("a cell of two lines is one", 'postcode;name\n1;"We\nert"\n2;x\n', [(2, "1", "We ert"), (3, "2", "x")]),
    ("a doubled quote is one", 'postcode;name\n6001;"a ""b"""\n', [(2, "6001", 'a "b"')]),
    ("a quote inside a bare cell", 'postcode;name\n6001;5" buis\n', [(2, "6001", '5" buis')]),
    ("a guarded formula", "postcode;name\n6001;'=1+1\n", [(2, "6001", "=1+1")]),
    ("two apostrophes are no guard", "postcode;name\n6001;''=1\n", [(2, "6001", "''=1")]),
    ("an apostrophe of a name", "postcode;name\n6001;'s-Hertogenbosch\n", [(2, "6001", "'s-Hertogenbosch")]),
    ("other scripts", "postcode;name\n6001;Łódź 東京 Дніпро\n", [(2, "6001", "Łódź 東京 Дніпро")]),
    ("one accent, two ways", "postcode;name\n6001;e\u0301\n", [(2, "6001", "é")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "read"), [pytest.param(content, read, id=name) for name, content, read in ROWS]
)
def test_rows_are_numbered_as_a_spreadsheet_does_and_cells_are_cleaned(content, read):
    assert values(content) == read


def test_lines_of_a_cell_are_kept_apart_where_the_column_says_so():
    assert [row.values["words"] for row in table('pc;words\n1;"a \n\n b\nc"\n')] == ["a\nb\nc"]


REFUSED = [
    ("nothing", b"", [(0, "", "empty_file")]),
    ("only a mark", b"\xef\xbb\xbf", [(0, "", "empty_file")]),
    ("only white", b" \r\n\t\n", [(0, "", "empty_file")]),
    ("only separators", b";;\n;;\n", [(0, "", "empty_file")]),
    ("XLSX", b"PK\x03\x04\x14\x00", [(0, "", "unsupported_file")]),
    ("empty ZIP", b"PK\x05\x06\x00", [(0, "", "unsupported_file")]),
    ("XLS", b"\xd0\xcf\x11\xe0\xa1\xb1", [(0, "", "unsupported_file")]),
    ("PDF", b"%PDF-1.7\n", [(0, "", "unsupported_file")]),
    ("GZIP", b"\x1f\x8b\x08\x00", [(0, "", "unsupported_file")]),
    ("PNG", b"\x89PNG\r\n", [(0, "", "unsupported_file")]),
    ("JPEG", b"\xff\xd8\xff\xe0", [(0, "", "unsupported_file")]),
    ("RTF", b"{\\rtf1", [(0, "", "unsupported_file")]),
    ("SQLite", b"SQLite format 3\x00", [(0, "", "unsupported_file")]),
    ("HTML", b"<!DOCTYPE html><table>", [(0, "", "unsupported_file")]),
    ("XML with mark", b"\xef\xbb\xbf<?xml version='1.0'?>", [(0, "", "unsupported_file")]),
    ("UTF-32", "postcode\n1\n".encode("utf-32"), [(0, "", "unsupported_encoding")]),
    ("UTF-16 without mark", "postcode\n1\n".encode("utf-16-le"), [(1, "", "nul_bytes")]),
    ("NUL in a cell", b"postcode;name\n1;a\n2;b\x00c\n", [(3, "", "nul_bytes")]),
    ("NUL in UTF-16", "postcode\n1\0\n".encode("utf-16"), [(2, "", "nul_bytes")]),
    ("half a letter of UTF-16", "postcode\n1\n".encode("utf-16")[:-1], [(2, "", "broken_utf16")]),
    ("no encoding at all", b"postcode;name\n1;\x81\x8d\n", [(2, "", "unsupported_encoding")]),
    ("UTF-8 with a broken end", "postcode;name\n1;éé\n2;é".encode()[:-1], [(3, "", "broken_utf8")]),
    ("UTF-8 with one bad byte", "postcode;name\n1;ééé\n".encode() + b"2;\xff\n", [(3, "", "broken_utf8")]),
    ("missing column", b"name\nWeert\n", [(1, "postcode", "missing_column")]),
    ("no header at all", b"6001;Weert\n", [(1, "postcode", "missing_column")]),
    ("missing column below a gap", b"\n\nname\nWeert\n", [(3, "postcode", "missing_column")]),
    ("JSON", b'[{"postcode": "6001"}]', [(1, "postcode", "missing_column")]),
    ("twice the same heading", b"postcode;postcode\n1;2\n", [(1, "postcode", "duplicate_column")]),
    ("twice by alias", b"postcode;name;Naam\n1;2;3\n", [(1, "name", "duplicate_column")]),
    ("both", b"name;Naam\n2;3\n", [(1, "name", "duplicate_column"), (1, "postcode", "missing_column")]),
    ("quote not closed", b'postcode;name\n1;a\n2;"b\n3;c\n', [(3, "", "bad_quotes")]),
    ("quote not closed in the header", b'"postcode;name\n1;a\n', [(1, "postcode", "missing_column")]),
    ("text after a quote", b'postcode;name\n1;"a"b\n', [(2, "", "bad_quotes")]),
    ("a line without end", b"postcode;name\n1;" + b";" * (1 << 20) + b"\n", [(2, "", "line_too_long")]),
    ("a header without end", b"postcode;" * 200_000, [(1, "", "line_too_long")]),
    ("a cell without end", b'postcode;name\n1;"' + b"a" * 200_000 + b'"\n', [(2, "", "cell_too_long")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "errors"), [pytest.param(content, errors, id=name) for name, content, errors in REFUSED]
)
def test_a_file_that_cannot_be_read_is_refused_with_row_column_and_code(content, errors):
    assert refusal(content) == errors


@pytest.mark.parametrize(("rows", "most"), [(3, 2), (1000, 999)])
def test_more_rows_than_the_limit_are_refused_before_the_first_is_given(rows, most):
    assert refusal("postcode\n" + "6001\n" * rows, most_rows=most) == [(0, "", "too_many_rows")]


def test_as_many_rows_as_the_limit_are_taken():
    assert table("postcode\n" + "6001\n" * 3, most_rows=3).total == 3


def test_the_limit_is_named():
    with pytest.raises(TableError) as caught:
        table("postcode\n" + "1\n" * (MOST_ROWS + 1))
    assert str(caught.value) == (
        "the file has more than 100000 rows, the most we read at once; split it and load the parts"
    )


def test_a_spreadsheet_file_is_told_what_to_do():
    with pytest.raises(TableError) as caught:
        table(b"PK\x03\x04")
    assert str(caught.value) == (
        "this is XLSX/ZIP, not CSV; open it in your spreadsheet program and save it as CSV (UTF-8)"
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(TableError) as caught:
        Table(tmp_path / "gone.csv", COLUMNS)
    assert [error.code for error in caught.value.errors] == ["cannot_be_opened"]


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537])
def test_a_letter_of_two_bytes_is_read_wherever_it_falls(size):
    content = "postcode;name\n" + "6001;" + "a" * size + "é\n"
    assert [len(row.values["name"]) for row in table(content)] == [size + 1]


SUGGESTIONS = [
    ("Postkode;name\n1;2\n", [("postcode", "missing_column", "Postkode")]),
    ("kleur;name\n1;2\n", [("postcode", "missing_column", "")]),
]


@pytest.mark.parametrize(("content", "errors"), SUGGESTIONS)
def test_a_missing_column_is_suggested_among_the_headings(content, errors):
    with pytest.raises(TableError) as caught:
        table(content)
    assert [(each.column, each.code, each.suggestion) for each in caught.value.errors] == errors


WARNINGS = [
    ("pc;naem\n1;2\n", [(1, "naem", "unknown_column", "name")]),
    ("pc;kleur\n1;2\n", [(1, "kleur", "unknown_column", "")]),
    ("pc;naam\n1;Ren\u00e9\n".encode("cp1252"), [(2, "", "cp1252", "")]),
    ("pc;naam\n", [(1, "", "no_rows", "")]),
    ("pc;naam\n1;2\n", []),
]


@pytest.mark.parametrize(("content", "warnings"), WARNINGS)
def test_what_is_doubtful_is_a_warning(content, warnings):
    told = [(each.row, each.column, each.code, each.suggestion) for each in table(content).warnings]
    assert told == warnings


def test_a_guessed_encoding_shows_an_example():
    warning = table("pc;naam\n1;Anna\n2;René Peeters\n".encode("cp1252")).warnings[0]
    assert (warning.row, warning.detail) == (
        3,
        "the file is not UTF-8 and was read as Windows-1252; is “René” right? If not, save it as UTF-8",
    )


def test_unknown_and_present_columns_are_known():
    read = table("pc;kleur;naam\n1;2;3\n")
    assert (read.unknown_columns, read.present) == (["kleur"], {"postcode", "name"})


TOO_MANY = [
    ("pc;naam\n1;2;3\n", 3),
    ("pc;naam\n1;2;;;5\n", 5),
    ("pc;;naam\n1;x;2\n", 2),
]


@pytest.mark.parametrize(("content", "place"), TOO_MANY)
def test_a_row_with_cells_that_have_no_header_is_not_given(content, place):
    read = table(content + "6001;Weert\n" if ";;naam" not in content else content + "6001;;Weert\n")
    assert [row.number for row in read] == [3]
    assert [(each.row, each.code, each.detail) for each in read.errors] == [
        (2, "too_many_cells", f"cell {place} has no header: a separator too many?")
    ]


def test_iterating_twice_gives_the_same():
    read = table("pc;naam\n1;2;3\n6001;Weert\n")
    assert (list(read), len(read.errors)) == (list(read), 1)


def test_a_path_and_an_open_file_read_the_same(write_file):
    path = write_file("pc;naam\n6001;Weert\n")
    with path.open("rb") as file:
        assert [list(Table(path, COLUMNS)), file.closed] == [list(Table(file, COLUMNS)), False]


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_whatever_stands_in_a_quoted_cell_comes_back_cleaned(texts):
    usable = [text for text in texts if "\0" not in text and text.isprintable()]
    content = "pc;naam\n" + "".join(f'1;"{text.replace(chr(34), chr(34) * 2)}"\n' for text in usable)
    guarded = [
        text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text for text in usable
    ]
    assert [row.values["name"] for row in table(content)] == [clean(text) for text in guarded]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(TableError):
        assert {type(row) for row in table(b"pc;naam\n" + content)} <= {Row}


def test_rows_stream_in_memory_that_does_not_grow_with_the_file(write_file):
    path = write_file("pc;naam\n" + ("6001;" + "x" * 400 + "\n") * 10_000)
    tracemalloc.start()
    read = sum(1 for _row in Table(path, COLUMNS))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read, peak < 1_000_000 < path.stat().st_size) == (10_000, True)
