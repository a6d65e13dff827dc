"""Citizen service numbers (BSN), which have no place in any text here."""

import re

_NINE_DIGITS = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){8}(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def has_citizen_number(text: str) -> bool:
    """Tell whether nine digits in a row, with or without dots, spaces or dashes, pass the 11-test."""
    return any(_passes(found.group()) for found in _NINE_DIGITS.finditer(text))


def _passes(found: str) -> bool:
    digits = [int(letter) for letter in found if letter.isdigit()]
    return any(digits) and sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
