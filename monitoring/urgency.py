"""How urgent it is to call a student who has no place, as points that add up, each with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.chances import Chance
from monitoring.stages import Stage

Value = str | int | None

MOST_FOR_START, HORIZON_DAYS, UNKNOWN_START = 4000, 180, 1000
"""All when the day has come, none at half a year; an unknown day counts as one at 135 days."""

FOR_STAGE = {Stage.NO_PROFILE: 1500, Stage.NO_APPLICATION: 1000, Stage.NO_PLACE: 0, Stage.OVER: 1500}
FOR_CLOSED, MOST_CLOSED = 500, 3
MOST_FOR_CHANCE, ENOUGH_SEATS = 3000, 20
WAITS, WAITS_SHORTLY, SHORTLY_DAYS = -1000, -1500, 7

OBSTACLES: Mapping[str, str | Promise] = {
    "kind": gettext_lazy("what the student looks for"),
    "recognition": gettext_lazy("the recognition of the companies"),
    "level": gettext_lazy("the level that is asked"),
    "reach": gettext_lazy("the distance"),
    "period": gettext_lazy("the period"),
    "hours": gettext_lazy("the hours a week"),
    "language": gettext_lazy("the languages that are asked"),
    "licence": gettext_lazy("the driving licence that is asked"),
    "age": gettext_lazy("the age"),
}
"""The rules of the matcher, as what stands in the way."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of the urgency; ``text`` is a sentence in the reader's language."""

    code: str
    values: Mapping[str, Value]
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What counts for one student; ``waits_until`` is the first term of what waits for an answer."""

    stage: Stage
    starts_on: date | None
    closed: int
    waits_until: date | None
    chance: Chance


def reasons_for(each: Situation, *, today: date) -> tuple[Reason, ...]:
    """Weigh a situation: from -1,500 to 10,000 points, in the order in which they are read."""
    return tuple(_reasons(each, today))


def _reasons(each: Situation, today: date) -> Iterator[Reason]:
    yield _start(each.starts_on, today)
    yield _stage(each.stage)
    if each.closed:
        yield _closed(each.closed)
    yield _chance(each.chance)
    if each.waits_until:
        yield _waiting(each.waits_until, today)


def _start(day: date | None, today: date) -> Reason:
    if day is None:
        text = _("From when this student wants to start is not known.")
        return Reason("start_unknown", {"day": None}, UNKNOWN_START, text)
    days = (day - today).days
    values: dict[str, Value] = {"day": day.isoformat(), "days": days}
    if days <= 0:
        text = _("Wanted to start on %(day)s.") % {"day": _written(day)}
        return Reason("start_passed", values, MOST_FOR_START, text)
    points = MOST_FOR_START * max(0, HORIZON_DAYS - days) // HORIZON_DAYS
    text = ngettext("Wants to start in %(days)d day.", "Wants to start in %(days)d days.", days)
    return Reason("start_ahead", values, points, text % {"days": days})


def _stage(stage: Stage) -> Reason:
    texts = {
        Stage.NO_PROFILE: _("Too little is known to find a place with."),
        Stage.NO_APPLICATION: _("Has not asked any company yet."),
        Stage.NO_PLACE: _("Has asked companies and has no place yet."),
        Stage.OVER: _("The last place was broken off."),
    }
    return Reason("stage", {"stage": stage.value}, FOR_STAGE[stage], texts[stage])


def _closed(count: int) -> Reason:
    text = ngettext(
        "%(count)d contact ended without a place.", "%(count)d contacts ended without a place.", count
    )
    points = FOR_CLOSED * min(count, MOST_CLOSED)
    return Reason("contacts_closed", {"count": count}, points, text % {"count": count})


def _chance(chance: Chance) -> Reason:
    values: dict[str, Value] = {"seats": chance.seats, "obstacle": chance.obstacle}
    if chance.seats:
        points = MOST_FOR_CHANCE * max(0, ENOUGH_SEATS - chance.seats) // ENOUGH_SEATS
        text = ngettext("%(seats)d free seat suits.", "%(seats)d free seats suit.", chance.seats)
        return Reason("seats", values, points, text % {"seats": chance.seats})
    text = _("No free seat suits.")
    if chance.obstacle:
        told = {"obstacle": OBSTACLES[chance.obstacle]}
        text = _("No free seat suits: most of all %(obstacle)s stands in the way.") % told
    return Reason("no_seats", values, MOST_FOR_CHANCE, text)


def _waiting(until: date, today: date) -> Reason:
    points = WAITS_SHORTLY if (until - today).days <= SHORTLY_DAYS else WAITS
    text = _("Waits for an answer, until %(day)s at the latest.") % {"day": _written(until)}
    return Reason("waits", {"until": until.isoformat()}, points, text)


def _written(day: date) -> str:
    return date_format(day, "j F Y")
