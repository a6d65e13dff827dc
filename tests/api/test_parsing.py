"""JSON that must not come in."""

import pytest
from rest_framework.exceptions import ParseError

from api.parsing import parse_strictly

REFUSED = [
    b"",
    b"{",
    b"[1,]",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"a": 1, "a": 2}',
    b'{"a": "\\u0000"}',
    b'{"a": "\\ud800"}',
    b'{"\\u0000": 1}',
    b"\xff\xfe",
    b"[" * 21 + b"]" * 21,
    b"[" * 100_000,
    b"nul",
    b"'a'",
]


@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: repr(raw[:12]))
def test_refused(raw):
    with pytest.raises(ParseError):
        parse_strictly(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"{}", {}),
        (b'{"a": [1, "\\u00e9", null, true]}', {"a": [1, "é", None, True]}),
        (b'"\\ud83d\\ude00"', "😀"),
        (b"[" * 19 + b"]" * 19, eval("[" * 19 + "]" * 19)),  # noqa: S307 - a literal
    ],
)
def test_accepted(raw, value):
    assert parse_strictly(raw) == value
