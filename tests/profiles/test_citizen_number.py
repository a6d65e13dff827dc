"""Citizen service numbers are recognised by the 11-test, however they are written."""

import pytest

from profiles.citizen_number import has_citizen_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123456782", True),
        ("mijn bsn is 1234.56.782 hoor", True),
        ("123 456 782", True),
        ("123-456-782", True),
        ("123456789", False),
        ("000000000", False),
        ("1234567820", False),
        ("0123456782", False),
        ("+31123456782", False),
        ("١٢٣٤٥٦٧٨٢", True),
        ("１２３４５６７８２", True),
        ("0475-123456", False),
        ("", False),
    ],
)
def test_recognised(text: str, expected: bool) -> None:
    assert has_citizen_number(text) is expected
