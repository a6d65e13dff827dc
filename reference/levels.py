"""The ladder of levels in Dutch education, from vmbo to master, with the name that each goes by in OEAPI."""

import re
import unicodedata
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """A rung of the ladder; ``nlqf`` is its number (1–7) in the Dutch qualifications framework.

    The vocational and higher identifiers are those of OEAPI v6; vmbo, havo and vwo are named in the same
    spirit. The framework gives vwo 4+; it counts as 4 here.
    """

    nlqf: int

    PRE_VOCATIONAL_BB = "pre_vocational_bb", 1, _("pre-vocational, basic (vmbo-bb)")
    PRE_VOCATIONAL_KB = "pre_vocational_kb", 2, _("pre-vocational, middle management (vmbo-kb)")
    PRE_VOCATIONAL_GL = "pre_vocational_gl", 2, _("pre-vocational, combined (vmbo-gl)")
    PRE_VOCATIONAL_TL = "pre_vocational_tl", 2, _("pre-vocational, theoretical (vmbo-tl)")
    SECONDARY_VOCATIONAL_EDUCATION_1 = "secondary_vocational_education_1", 1, _("vocational level 1 (mbo 1)")
    SECONDARY_VOCATIONAL_EDUCATION_2 = "secondary_vocational_education_2", 2, _("vocational level 2 (mbo 2)")
    SECONDARY_VOCATIONAL_EDUCATION_3 = "secondary_vocational_education_3", 3, _("vocational level 3 (mbo 3)")
    SECONDARY_VOCATIONAL_EDUCATION_4 = "secondary_vocational_education_4", 4, _("vocational level 4 (mbo 4)")
    SENIOR_GENERAL_SECONDARY = "senior_general_secondary", 4, _("senior general secondary (havo)")
    PRE_UNIVERSITY = "pre_university", 4, _("pre-university (vwo)")
    ASSOCIATE_DEGREE = "associate_degree", 5, _("associate degree")
    BACHELOR = "bachelor", 6, _("bachelor")
    MASTER = "master", 7, _("master")

    def __new__(cls, value: str, nlqf: int) -> Self:
        """Make the member a plain string that also knows its number."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.nlqf = nlqf
        return member

    @classmethod
    def parse(cls, text: str) -> "Level | None":
        """Read a level as schools and companies write it ("mbo-3", "BOL niveau 4", "kader", "Bachelor").

        Case, accents, spaces and dashes do not matter, nor do words that say nothing of the level (niveau,
        bol). A bare 1–4 is an mbo level, a bare hbo or wo a bachelor. ``None`` when the text names no level
        or more than one ("mbo", "vmbo", "mbo 3/4", "havo/vwo").
        """
        parts = _parts(text)
        telling = [part for part in parts if part not in _SAYS_NOTHING]
        return _LEVEL_BY_KEY.get("".join(parts)) or _LEVEL_BY_KEY.get("".join(telling))


def _parts(text: str) -> list[str]:
    """Cut a text into lower-case words and numbers without accents; other signs stay, and match nothing."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    unaccented = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[^\W\d_]+|\d+|[^\w\s\-‐‑–—.,:;()'’/]", unaccented)


_SAYS_NOTHING = {"niveau", "nivo", "level", "opleiding", "leerweg", "bol", "bbl", "diploma", "degree"}

ALIASES: dict[Level, tuple[str, ...]] = {
    Level.PRE_VOCATIONAL_BB: (
        "bb", "vmbo bb", "vmbo b", "vmbo bbl", "basis", "vmbo basis", "basisberoeps", "vmbo basisberoeps",
        "basisberoepsgericht", "vmbo basisberoepsgericht", "basisberoepsgerichte leerweg",
        "vmbo basisberoepsgerichte leerweg", "vmbo basis bb", "pre-vocational basic",
        "pre-vocational basic vmbo bb",
    ),
    Level.PRE_VOCATIONAL_KB: (
        "kb", "kbl", "vmbo kb", "vmbo k", "vmbo kbl", "kader", "vmbo kader", "kaderberoeps",
        "vmbo kader kb", "vmbo kaderberoeps", "kaderberoepsgericht", "vmbo kaderberoepsgericht",
        "kaderberoepsgerichte leerweg", "vmbo kaderberoepsgerichte leerweg",
        "pre-vocational middle management", "pre-vocational middle management vmbo kb",
    ),
    Level.PRE_VOCATIONAL_GL: (
        "gl", "vmbo gl", "vmbo g", "gemengd", "vmbo gemengd", "gemengde leerweg", "vmbo gemengde leerweg",
        "vmbo gemengd gl", "pre-vocational combined", "pre-vocational combined vmbo gl",
    ),
    Level.PRE_VOCATIONAL_TL: (
        "tl", "vmbo tl", "vmbo t", "theoretisch", "vmbo theoretisch", "theoretische leerweg",
        "vmbo theoretische leerweg", "mavo", "vmbo mavo", "vmbo tl mavo", "mavo vmbo tl",
        "vmbo theoretisch tl", "pre-vocational theoretical", "pre-vocational theoretical vmbo tl",
    ),
    Level.SECONDARY_VOCATIONAL_EDUCATION_1: (
        "1", "mbo 1", "entree", "mbo entree", "mbo 1 entree", "entreeopleiding", "mbo 1 entreeopleiding",
        "assistentenopleiding", "vocational 1", "vocational 1 mbo 1", "vocational education 1", "vet 1",
    ),
    Level.SECONDARY_VOCATIONAL_EDUCATION_2: (
        "2", "mbo 2", "basisberoepsopleiding", "mbo 2 basisberoepsopleiding", "vocational 2",
        "vocational 2 mbo 2", "vocational education 2", "vet 2",
    ),
    Level.SECONDARY_VOCATIONAL_EDUCATION_3: (
        "3", "mbo 3", "vakopleiding", "mbo 3 vakopleiding", "vocational 3", "vocational 3 mbo 3",
        "vocational education 3", "vet 3",
    ),
    Level.SECONDARY_VOCATIONAL_EDUCATION_4: (
        "4", "mbo 4", "middenkader", "mbo 4 middenkader", "middenkaderopleiding", "specialistenopleiding",
        "mbo 4 middenkaderopleiding", "vocational 4", "vocational 4 mbo 4", "vocational education 4", "vet 4",
    ),
    Level.SENIOR_GENERAL_SECONDARY: (
        "havo", "senior general secondary education", "senior general secondary havo",
    ),
    Level.PRE_UNIVERSITY: (
        "vwo", "atheneum", "gymnasium", "vwo atheneum", "vwo gymnasium", "pre-university education",
        "pre-university vwo",
    ),
    Level.ASSOCIATE_DEGREE: (
        "ad", "hbo ad", "ad hbo", "associate", "hbo associate degree", "associate degree ad",
    ),
    Level.BACHELOR: (
        "hbo", "wo", "ba", "bsc", "bachelors", "hbo bachelor", "bachelor hbo", "hbo ba", "wo bachelor",
        "bachelor wo", "bachelor hbo wo", "wo ba", "university of applied sciences", "university",
    ),
    Level.MASTER: (
        "ma", "msc", "masters", "hbo master", "master hbo", "hbo ma", "wo master", "master wo", "wo ma",
        "master hbo wo",
    ),
}  # fmt: skip

_LEVEL_BY_KEY = {"".join(_parts(name)): level for level in Level for name in (level.value, *ALIASES[level])}
