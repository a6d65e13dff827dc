"""Register numbers as people write them, and as the register does."""

import pytest

from profiles.reading.values import BadValue
from profiles.registers import read_register_number


@pytest.mark.parametrize(
    ("register", "number", "court", "expected"),
    [
        ("kvk", "12345678", "", "12345678"),
        ("kvk", " 12.34 56-78 ", "", "12345678"),
        ("kvk", "01234567", "", "01234567"),
        ("kbo", "0403.019.261", "", "0403019261"),
        ("kbo", "BE 0403 019 261", "", "0403019261"),
        ("kbo", "403019261", "", "0403019261"),
        ("kbo", "be0202.239.951", "", "0202239951"),
        ("handelsregister", "HRB 12345", "Kleve", "HRB 12345 Kleve"),
        ("handelsregister", "hrb12345", "Amtsgericht kleve", "HRB 12345 Kleve"),
        ("handelsregister", "HRA 77 B", "AG Frankfurt am Main", "HRA 77B Frankfurt am Main"),
        ("handelsregister", "GnR 9", "Mönchengladbach", "GNR 9 Mönchengladbach"),
        ("handelsregister", "HRB 1", "Garmisch-Partenkirchen", "HRB 1 Garmisch-Partenkirchen"),
    ],
)
def test_a_number_is_written_in_one_way(register, number, court, expected):
    assert read_register_number(register, number, court) == expected


@pytest.mark.parametrize(
    ("register", "number", "court", "code"),
    [
        ("kvk", "1234567", "", "bad_register_number"),
        ("kvk", "123456789", "", "bad_register_number"),
        ("kvk", "00000000", "", "bad_register_number"),
        ("kvk", "1234567a", "", "bad_register_number"),
        ("kvk", "١٢٣٤٥٦٧٨", "", "bad_register_number"),
        ("kbo", "0403.019.262", "", "bad_register_number"),
        ("kbo", "2403.019.261", "", "bad_register_number"),
        ("kbo", "0000000000", "", "bad_register_number"),
        ("kbo", "12345678", "", "bad_register_number"),
        ("handelsregister", "12345", "Kleve", "bad_register_number"),
        ("handelsregister", "HRB 0", "Kleve", "bad_register_number"),
        ("handelsregister", "HRB 12345", "", "bad_court"),
        ("handelsregister", "HRB 12345", "Kleve 2", "bad_court"),
        ("handelsregister", "HRB 12345", "x" * 41, "bad_court"),
    ],
)
def test_what_is_no_number_is_refused(register, number, court, code):
    with pytest.raises(BadValue) as refusal:
        read_register_number(register, number, court)
    assert refusal.value.code == code


def test_a_long_court_is_refused_quickly():
    with pytest.raises(BadValue):
        read_register_number("handelsregister", "HRB 1", "a b" * 50_000 + "!")
