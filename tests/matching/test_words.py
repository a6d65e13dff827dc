"""Cleaning and folding of what people type."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matching.words import clean, fold, tokens

CLEANED = [
    ("  MIG/MAG  lassen\n", "MIG/MAG lassen"),
    ("cafe\u0301", "café"),
    ("\u202elassen\u202c", "lassen"),
    ("las\u200bsen\ufeff", "lassen"),
    ("las\u200dsen", "lassen"),
    ("👩\u200d🔧", "👩\u200d🔧"),
    ("\x00lassen\x07", "lassen"),
    ("las\tsen", "las sen"),
    ("Ωμέγα 焊接", "Ωμέγα 焊接"),
    ("", ""),
]

FOLDED = [
    ("MIG/MAG-lassen!", "mig mag lassen"),
    ("Coördinatie", "coordinatie"),
    ("Straße", "strasse"),
    ("C++, C# en .NET", "c++ c# en net"),
    ("<b>lassen</b><br/>", "lassen"),
    ("5 < 6 maar 7 > 6", "5 6 maar 7 6"),
    ("焊接", "焊接"),
    ("👩\u200d🔧", ""),
    ("…", ""),
    ("Łódź Øresund", "lodz oresund"),
]


@pytest.mark.parametrize(("typed", "expected"), CLEANED)
def test_clean(typed, expected):
    assert clean(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), FOLDED)
def test_fold(typed, expected):
    assert fold(clean(typed)) == expected


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
@example("𝓐")
def test_folding_forgets_case_and_composition(text):
    cleaned = clean(text)
    assert tokens(unicodedata.normalize("NFD", cleaned)) == tokens(cleaned)
    assert fold(fold(cleaned)) == fold(cleaned)
