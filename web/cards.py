"""A match as a card shows it: a verdict in words, three bars, what there is, what misses, what would help."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.reasons import Row, Value, Verdict, verdict
from matching.rendering import render
from matching.scoring import POLICY, Parts
from reference.languages import reading
from vacancies.models import Vacancy

VERDICTS: dict[Verdict, Promise] = {
    Verdict.EXCELLENT: gettext_lazy("Excellent match"),
    Verdict.VERY_GOOD: gettext_lazy("Very good match"),
    Verdict.GOOD: gettext_lazy("Good match"),
    Verdict.FAIR: gettext_lazy("Fair match"),
}
REMARKS = frozenset({"recognition_unchecked", "waiting_list"})
MOST_CHIPS = 8

Label = Callable[[str, str], str]
"""Gives the name of a skill or occupation by its id in a language."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the score in hundredths of what it can be at most."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True)
class Chip:
    """An asked skill; ``sign`` is hit (has it), near (partly covered) or miss."""

    text: str
    sign: str
    is_must: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One vacancy for one student."""

    vacancy: Vacancy
    verdict: str
    bars: tuple[Bar, ...]
    chips: tuple[Chip, ...]
    remarks: tuple[str, ...]
    change: str
    km: Value


SIGNS = {"skill_has": "hit", "skill_related": "near", "skill_weak": "miss", "skill_missing": "miss"}


def make_card(vacancy: Vacancy, parts: Parts, rows: Sequence[Row], label: Label) -> Card:
    """Put the parts of a score and its reasons in words, in the reader's language."""
    return Card(
        vacancy=vacancy,
        verdict=str(VERDICTS[verdict(rows)]),
        bars=bars(parts),
        chips=_chips(rows, label),
        remarks=tuple(render(row, reading(), label) for row in rows if row.code in REMARKS),
        change=_change(rows, label),
        km=kilometres(rows),
    )


def bars(parts: Parts) -> tuple[Bar, ...]:
    """Show each part against the most that it can give."""
    return (
        Bar(_("Skills"), round(100 * parts.skills / POLICY.skills)),
        Bar(_("Level"), round(100 * parts.level / POLICY.level)),
        Bar(_("Distance"), round(100 * parts.location / POLICY.location)),
    )


def kilometres(rows: Sequence[Row]) -> Value:
    """Find the distance among the reasons, in whole kilometres; ``None`` when it is unknown."""
    found = [row.values["km"] for row in rows if "km" in row.values]
    return round(float(found[0] or 0)) if found else None


def skill_name(row: Row, label: Label) -> str:
    """Name the skill of a reason in the reader's language; an unknown one as the company wrote it."""
    concept = row.values.get("concept")
    return label(str(concept), reading()) if concept else str(row.values.get("text", ""))


def _chips(rows: Sequence[Row], label: Label) -> tuple[Chip, ...]:
    """List what one has before what one misses, musts first."""
    chips = [
        Chip(skill_name(row, label), SIGNS[row.code], row.values["weight"] == "must")
        for row in rows
        if row.code in SIGNS
    ]
    order = ("hit", "near", "miss")
    return tuple(sorted(chips, key=lambda chip: (order.index(chip.sign), not chip.is_must)))[:MOST_CHIPS]


def _change(rows: Sequence[Row], label: Label) -> str:
    """Say the one thing that would lift this match most; empty when nothing does."""
    change = next((row for row in rows if row.code.startswith("change_")), None)
    if change is None:
        return ""
    if change.code == "change_reach":
        return _("What would help most: travel up to %(km)s km") % {"km": change.values["reach_km"]}
    held = {skill_name(row, label) for row in rows if row.code == "skill_has"}
    if skill_name(change, label) in held:
        text = _("What would help most: become better at %(skill)s")
    else:
        text = _("What would help most: learn %(skill)s")
    return text % {"skill": skill_name(change, label)}
