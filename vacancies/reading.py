"""Cells that only lists of vacancies have: pay, days, languages, licences and what is asked."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from matching.words import fold
from profiles.reading.skill_lists import read_word, read_words
from profiles.reading.values import BadValue, one_of, read_level, read_list, squeezed
from vacancies.models import Vacancy, VacancySkill

DAYS = (
    ("ma", "maandag", "mon", "monday"),
    ("di", "dinsdag", "tue", "tues", "tuesday"),
    ("wo", "woensdag", "wed", "wednesday"),
    ("do", "donderdag", "thu", "thur", "thurs", "thursday"),
    ("vr", "vrijdag", "fri", "friday"),
    ("za", "zaterdag", "sat", "saturday"),
    ("zo", "zondag", "sun", "sunday"),
)
LANGUAGES = {
    "nl": ("nederlands", "dutch"),
    "en": ("engels", "english"),
    "de": ("duits", "german", "deutsch"),
    "fr": ("frans", "french"),
    "pl": ("pools", "polish"),
    "uk": ("oekraïens", "ukrainian"),
    "ar": ("arabisch", "arabic"),
    "tr": ("turks", "turkish"),
    "es": ("spaans", "spanish"),
}
LICENCES = ("AM", "A1", "A2", "A", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "T")
HAZARDS = {
    Vacancy.Hazard.NONE: ("geen", "nee", "no", "none"),
    Vacancy.Hazard.SUPERVISED: ("onder toezicht", "met toezicht", "onder begeleiding", "supervised"),
    Vacancy.Hazard.ADULTS_ONLY: ("18+", "vanaf 18", "alleen volwassenen", "adults only", "adults_only"),
}
YES, NO = ("ja", "j", "yes", "y", "true", "1", "x"), ("nee", "n", "no", "false", "0")

_NO_PAY = {"none", "geen", "onbetaald", "unpaid", "0"}
_PERIODS = {
    Vacancy.PayPeriod.MONTH: ("maand", "mnd", "month", "pm", "m"),
    Vacancy.PayPeriod.HOUR: ("uur", "u", "hour", "hr", "pu", "ph", "h"),
}
_DAY_BY_WORD = {word: number for number, words in enumerate(DAYS, start=1) for word in words}
_PERIOD_BY_WORD = {word: period for period, words in _PERIODS.items() for word in words}
_LANGUAGE_BY_WORD = {squeezed(word): code for code, words in LANGUAGES.items() for word in (code, *words)}
_HAZARD_BY_WORD = {squeezed(word): hazard for hazard, words in HAZARDS.items() for word in words}
_YES_BY_WORD = dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no")
_PAY = re.compile(
    r"(?:€|eur|euro)?\s*([\d.,]+?)(?:,-|,–)?\s*(?:€|euro|eur)?\s*(?:per|/|p[./]?|a)?\s*([a-z]+)\.?", re.ASCII
)
_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{1,2}))?|(\d{1,6})\.(\d{1,2})", re.ASCII)
_LANGUAGE = re.compile(r"([^\W\d_]+)\s*[:( ]\s*([abc][12])\)?", re.I)
_WEIGHTS = {"!": VacancySkill.Weight.MUST, "~": VacancySkill.Weight.NICE}


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A skill as a company worded it, and how much it is asked."""

    text: str
    weight: str


def read_asked_skills(text: str) -> list[AskedWord]:
    """Read asked skills, each wording once; ``!`` marks a must (at most three), ``~`` nice to have."""
    read: dict[str, AskedWord] = {}
    for word in read_words(text):
        weight = _WEIGHTS.get(word[0], VacancySkill.Weight.SHOULD)
        bare = word[1:].strip() if word[0] in _WEIGHTS else word
        read.setdefault(fold(bare), AskedWord(read_word(bare), weight))
    refuse_many_musts(sum(asked.weight == VacancySkill.Weight.MUST for asked in read.values()))
    return list(read.values())


def refuse_many_musts(musts: int) -> None:
    """Raise `BadValue` for more musts than a vacancy may have."""
    if musts > VacancySkill.MOST_MUSTS:
        detail = _("marks %(musts)d skills as a must; at most %(most)d may be")
        raise BadValue("too_many_musts", detail % {"musts": musts, "most": VacancySkill.MOST_MUSTS})


def read_pay(text: str) -> tuple[str, Decimal | None]:
    """Read pay as (period, amount): "geen", "€ 450 per maand", "14,06 per uur"."""
    typed = text.lower().strip()
    if typed in _NO_PAY:
        return Vacancy.PayPeriod.NONE, None
    found = _PAY.fullmatch(typed)
    amount = _AMOUNT.fullmatch(found[1]) if found else None
    period = _PERIOD_BY_WORD.get(found[2]) if found else None
    if not amount or not period:
        detail = _('is no pay; write "geen", "€ 450 per maand" or "14,06 per uur"')
        raise BadValue("bad_pay", detail)
    whole, cents = (amount[1].replace(".", ""), amount[2]) if amount[1] else (amount[3], amount[4])
    return period, Decimal(f"{whole}.{cents or 0}")


def read_weekdays(text: str) -> list[int]:
    """Read days of the week as ISO numbers: "ma di do", "mon|tue", "ma-vr"."""
    joined = re.sub(r"\s*(?:-|–|t/m|tot en met)\s*", "-", text.lower().strip())
    read: set[int] = set()
    for part in read_list(joined, r"[|,;/+&\s]+|\ben\b|\band\b"):
        ends = [_read_day_word(word) for word in part.split("-")]
        read |= _span(*ends) if len(ends) == 2 else set(ends)
    if not read:
        raise BadValue("bad_weekdays", _('names no day; write for instance "ma di do"'))
    return sorted(read)


def _span(first: int, last: int) -> set[int]:
    if last < first:
        raise BadValue("bad_weekdays", _("goes backwards through the week"))
    return set(range(first, last + 1))


def _read_day_word(word: str) -> int:
    if word not in _DAY_BY_WORD:
        raise BadValue("bad_weekdays", _('holds a word that is no day; write for instance "ma di do"'))
    return _DAY_BY_WORD[word]


def read_languages(text: str) -> dict[str, str]:
    """Read languages with the least CEFR level of each: "nl:B1|en:A2"."""
    read = {}
    for part in read_list(text):
        found = _LANGUAGE.fullmatch(part)
        if not found:
            raise BadValue(
                "bad_languages", _('is not a language with its level; write for instance "nl:B1|en:A2"')
            )
        detail = _("names a language that we do not know")
        read[one_of(found[1], _LANGUAGE_BY_WORD, "unknown_language", detail)] = found[2].upper()
    return read


def read_licences(text: str) -> list[str]:
    """Read categories of driving licence; "geen" is none at all."""
    if squeezed(text) in ("geen", "none"):
        return []
    read = {re.sub(r"^rijbewijs\s*", "", part, flags=re.I).upper() for part in read_list(text)}
    if read - set(LICENCES):
        raise BadValue(
            "unknown_licence", _("is not a category of driving licence; write for instance B or BE")
        )
    return sorted(read)


def read_hazard(text: str) -> str:
    """Read whether the work is dangerous."""
    detail = _('says nothing we know about dangerous work; write "geen", "onder toezicht" or "18+"')
    return one_of(text, _HAZARD_BY_WORD, "unknown_hazard", detail)


def read_yes(text: str) -> bool:
    """Read yes or no."""
    return one_of(text, _YES_BY_WORD, "not_yes_or_no", _("is neither yes nor no")) == "yes"


def read_nlqf(text: str) -> int:
    """Read the number of a level: a level by name, or an NLQF number above the mbo levels (5–8)."""
    return int(text) if text in ("5", "6", "7", "8") else read_level(text).nlqf
