"""Register numbers of companies: KvK (Netherlands), KBO (Belgium) and Handelsregister (Germany)."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from profiles.models import Company
from profiles.reading.values import BadValue

_SEPARATORS = re.compile(r"[\s.\-/]+")
_EIGHT = re.compile(r"[0-9]{8}")
_TEN = re.compile(r"[01][0-9]{9}")
_GERMAN = re.compile(r"(HRA|HRB|GNR|PR|VR|GSR)\s*([1-9][0-9]{0,6})\s*([A-Z]{0,2})", re.ASCII)
_COURT = re.compile(r"[^\W\d_]+(?:[ .()\-]+[^\W\d_]+)*[.)]?")
_SMALL = {"am", "an", "der", "im", "in", "ob"}
LONGEST_COURT = 40


def read_register_number(register: str, number: str, court: str = "") -> str:
    """Read a number as its register writes it, in one way only; a German one with the court that keeps it.

    Raises `BadValue`.
    """
    return READERS[Company.Register(register)](number[:60], court)


def _read_kvk(number: str, _court: str) -> str:
    digits = _SEPARATORS.sub("", number)
    if not _EIGHT.fullmatch(digits) or digits == "00000000":
        raise BadValue("bad_register_number", _("A KvK number has 8 digits."))
    return digits


def _read_kbo(number: str, _court: str) -> str:
    digits = _SEPARATORS.sub("", number).upper().removeprefix("BE")
    digits = digits.zfill(10) if len(digits) == 9 else digits
    if not _TEN.fullmatch(digits):
        raise BadValue("bad_register_number", _("A KBO number has 10 digits and begins with 0 or 1."))
    if 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise BadValue("bad_register_number", _("This KBO number does not exist: check its digits."))
    return digits


def _read_handelsregister(number: str, court: str) -> str:
    found = _GERMAN.fullmatch(" ".join(number.upper().split()))
    if not found:
        raise BadValue("bad_register_number", _("Write the number as HRB 12345 or HRA 12345."))
    return f"{found[1]} {found[2]}{found[3]} {_read_court(court)}"


def _read_court(court: str) -> str:
    words = " ".join(court.split()).removeprefix("Amtsgericht ").removeprefix("AG ")
    if not words or len(words) > LONGEST_COURT or not _COURT.fullmatch(words):
        raise BadValue("bad_court", _("Name the court that keeps the register, for instance Kleve."))
    return " ".join(word if word in _SMALL else word.title() for word in words.lower().split())


READERS: Mapping[str, Callable[[str, str], str]] = {
    Company.Register.KVK: _read_kvk,
    Company.Register.KBO: _read_kbo,
    Company.Register.HANDELSREGISTER: _read_handelsregister,
}
