"""Wordings that name several things."""

import pytest

from matching.enumerations import readings

READINGS = [
    ("hydrauliek en pneumatiek", [["hydrauliek", "pneumatiek"]]),
    ("lassen, slijpen en boren", [["lassen", "slijpen", "boren"]]),
    (
        "auto's en scooters repareren",
        [["auto's", "scooters repareren"], ["auto's repareren", "scooters repareren"]],
    ),
    (
        "repair cars and bikes",
        [["repair cars", "bikes"], ["repair cars", "repair bikes"]],
    ),
    ("C++", []),
    ("lassen", []),
    ("a, b, c, d, e", []),
    ("en", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_readings(text, expected):
    assert readings(text) == expected
