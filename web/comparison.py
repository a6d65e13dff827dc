"""What a vacancy asks beside what a student brings, line by line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from matching.reasons import Row
from profiles.models import Student, StudentSkill
from reference.languages import reading
from vacancies.models import Vacancy, VacancySkill
from web.cards import SIGNS, Label, skill_name
from web.days import write_period

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """``sign`` is hit, near, miss or unknown."""

    what: str
    asked: str
    yours: str
    sign: str


def skill_lines(rows: Sequence[Row], label: Label) -> list[Line]:
    """Compare the asked skills with what the reasons say about each."""
    weights = dict(VacancySkill.Weight.choices)
    return [
        Line(skill_name(row, label), str(weights[row.values["weight"]]), _held(row, label), SIGNS[row.code])
        for row in rows
        if row.code in SIGNS
    ]


def condition_lines(student: Student, vacancy: Vacancy, failed: Collection[str], km: object) -> list[Line]:
    """Compare the conditions that the vacancy sets; ``failed`` are the names of the rules that fail."""
    lines = []
    for rule, (what, asked, yours) in _conditions(student, vacancy, km).items():
        if asked:
            sign = "miss" if rule in failed else "hit" if yours else UNKNOWN
            lines.append(Line(what, asked, yours or _("not known yet"), sign))
    return lines


def _held(row: Row, label: Label) -> str:
    if row.code == "skill_missing":
        return _("not on the profile")
    if row.code == "skill_has":
        command = row.values.get("command")
        return str(StudentSkill.Level(command).label) if command else _("on the profile")
    own = label(str(row.values["own"]), reading())
    return _("partly, through %(skill)s") % {"skill": own}


def _conditions(student: Student, vacancy: Vacancy, km: object) -> Mapping[str, tuple[str, str, str]]:
    kinds = dict(Vacancy.Kind.choices)
    place = vacancy.establishment.place if vacancy.establishment else None
    return {
        "kind": (_("Kind"), str(kinds[vacancy.kind]), ", ".join(str(kinds[k]) for k in student.kinds or ())),
        "level": (_("Level"), str(vacancy.get_level_display() or ""), str(student.get_level_display() or "")),
        "reach": (_("Travel"), _travel(vacancy, place and place.name, km), _reach(student)),
        "period": (
            _("Period"),
            write_period(vacancy.start, vacancy.end),
            write_period(student.available_from, student.available_until),
        ),
        "hours": (
            _("Hours a week"),
            span(vacancy.hours_min, vacancy.hours_max),
            span(student.hours_min, student.hours_max),
        ),
        "language": (_("Languages"), languages(vacancy.languages), languages(student.languages)),
        "licence": (
            _("Driving licence"),
            ", ".join(vacancy.licences or ()),
            ", ".join(student.licences or ()) or (_("none") if student.licences is not None else ""),
        ),
    }


def _travel(vacancy: Vacancy, place: str | None, km: object) -> str:
    if vacancy.remote:
        return _("can be done remotely")
    return f"{place}, {km} km" if place and km is not None else place or ""


def _reach(student: Student) -> str:
    return _("up to %(km)s km") % {"km": student.reach_km} if student.reach_km else ""


def span(least: int | None, most: int | None) -> str:
    """Write hours a week."""
    if least is None or most is None:
        return ""
    if least == most:
        return ngettext("%(hours)s hour", "%(hours)s hours", most) % {"hours": most}
    return _("%(least)s to %(most)s hours") % {"least": least, "most": most}


def languages(levels: Mapping[str, str] | None) -> str:
    """Write languages with their level."""
    return ", ".join(f"{name} {level}" for name, level in _named(levels or {}))


def _named(levels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, level in sorted(levels.items()):
        yield language_name(code), level


def language_name(code: str) -> str:
    """Name a language in the reader's; one that nobody knows goes by its code."""
    try:
        return capfirst(get_language_info(code)["name_translated"])
    except KeyError:
        return code
