"""A candidate's card in words: what an employer reads of somebody whose name it may not know."""

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.records import Command
from placements.card_parts import Availability, Band, Condition, HeldSkill, Sign, SkillReason
from placements.cards import Card
from placements.previewing import Preview
from reference.levels import Level
from reference.region import own_region
from vacancies.models import VacancySkill
from web.cards import VERDICTS
from web.comparison import language_name, span
from web.days import write_period

DISTANCES: dict[Band, Promise] = {
    Band.NEAR: gettext_lazy("less than 10 km away"),
    Band.MIDDLE: gettext_lazy("10 to 25 km away"),
    Band.FAR: gettext_lazy("more than 25 km away"),
}
COMMANDS: dict[int, Promise] = {
    Command.LEARNING: gettext_lazy("is learning it"),
    Command.ABLE: gettext_lazy("can do it"),
    Command.ADVANCED: gettext_lazy("helps others with it"),
}
SIGNS = {Sign.HAS: "hit", Sign.PARTLY: "near", Sign.MISSING: "miss", Sign.UNKNOWN: "miss"}
LETTERS = 6
ORDER = ("hit", "near", "miss")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the match, in steps from 1 to 5."""

    name: str
    step: int


@dataclass(frozen=True, slots=True)
class Chip:
    """An asked skill; ``sign`` is hit (has it), near (partly) or miss."""

    text: str
    sign: str
    is_must: bool
    command: str


@dataclass(frozen=True, slots=True)
class Told:
    """A card as a page shows it."""

    card: Card
    name: str
    verdict: str
    bars: tuple[Step, ...]
    chips: tuple[Chip, ...]
    level: str
    field: str
    place: str
    distance: str
    period: str
    facts: tuple[tuple[str, str], ...]
    skills: tuple[tuple[str, str], ...]


def tell(card: Card) -> Told:
    """Put a card in words, in the reader's language."""
    return Told(
        card=card,
        name=candidate_name(card.pseudonym.hex),
        verdict=str(VERDICTS[card.verdict]),
        bars=(
            Step(_("Skills"), card.bars.skills),
            Step(_("Level"), card.bars.level),
            Step(_("Distance"), card.bars.location),
        ),
        chips=tuple(sorted(map(_chip, card.reasons), key=_order)),
        level=str(Level(card.level).label) if card.level else "",
        field=str(card.field or ""),
        place=place(card),
        distance=str(DISTANCES[card.band]) if card.band else "",
        period=write_period(card.availability.first, card.availability.last),
        facts=tuple(_facts(card)),
        skills=tuple(_held(skill) for skill in card.own_skills),
    )


def candidate_name(pseudonym: str) -> str:
    """Name somebody by the beginning of the pseudonym; two may share it, the whole one they do not."""
    return _("Candidate %(sign)s") % {"sign": pseudonym[:LETTERS].upper()}


def place(card: Card | Preview) -> str:
    """Say where somebody comes from, as exactly as the card does."""
    if card.municipality:
        return card.municipality
    if card.in_region is None:
        return ""
    region = {"region": own_region().name}
    return _("somewhere in %(region)s") % region if card.in_region else _("outside %(region)s") % region


def command_word(command: int | None) -> str:
    """Say how well somebody commands a skill; nothing where that is not known."""
    return str(COMMANDS[command]) if command else ""


def availability_facts(held: Availability) -> list[tuple[str, str]]:
    """List when somebody can come; what is unknown is left out."""
    days = capfirst(", ".join(str(WEEKDAYS[day - 1]) for day in held.weekdays or ()))
    told = [
        (_("Available"), write_period(held.first, held.last)),
        (_("Hours a week"), span(*(held.hours or (None, None)))),
        (_("Days"), days),
    ]
    return [(name, value) for name, value in told if value]


def _facts(card: Card) -> list[tuple[str, str]]:
    words = {Sign.HAS: _("yes"), Sign.UNKNOWN: _("not known yet")}
    asked = [(_condition(each), words[each.sign]) for each in card.conditions]
    return [*availability_facts(card.availability), *asked]


def _condition(each: Condition) -> str:
    if each.least is None:
        return _("Licence %(code)s") % {"code": each.asked}
    return f"{language_name(each.asked)} {each.least}"


def _chip(reason: SkillReason) -> Chip:
    return Chip(
        reason.skill,
        SIGNS[reason.sign],
        reason.weight == VacancySkill.Weight.MUST,
        command_word(reason.command),
    )


def _order(chip: Chip) -> tuple[int, bool]:
    """Put what there is before what is missing, musts first."""
    return ORDER.index(chip.sign), not chip.is_must


def _held(skill: HeldSkill) -> tuple[str, str]:
    return skill.name, command_word(skill.command)
