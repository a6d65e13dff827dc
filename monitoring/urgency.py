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
    """What counts for one student beside the chances; ``waits_until`` is the first term of what waits."""

    stage: Stage
    starts_on: date | None
    closed: int
    waits_until: date | None


def points_without_chance(each: Situation, *, today: date) -> int:
    """Weigh what is known before anybody looks for seats; at most `MOST_FOR_CHANCE` are added."""
    closed = FOR_CLOSED * min(each.closed, MOST_CLOSED)
    waits = _for_waiting(each.waits_until, today) if each.waits_until else 0
    return _for_start(each.starts_on, today) + FOR_STAGE[each.stage] + closed + waits


def points_for(chance: Chance) -> int:
    """Weigh the free seats: all points where there are none, none where there are enough."""
    return MOST_FOR_CHANCE * max(0, ENOUGH_SEATS - chance.seats) // ENOUGH_SEATS


def reasons_for(each: Situation, chance: Chance, *, today: date) -> tuple[Reason, ...]:
    """Tell a situation in the order in which it is read: from -1,500 to 10,000 points that add up."""
    return tuple(_reasons(each, chance, today))


def _reasons(each: Situation, chance: Chance, today: date) -> Iterator[Reason]:
    yield _start(each.starts_on, today)
    yield _stage(each.stage)
    if each.closed:
        yield _closed(each.closed)
    yield _chance(chance)
    if each.waits_until:
        yield _waiting(each.waits_until, today)


def _for_start(day: date | None, today: date) -> int:
    if day is None:
        return UNKNOWN_START
    days = min(HORIZON_DAYS, max(0, (day - today).days))
    return MOST_FOR_START * (HORIZON_DAYS - days) // HORIZON_DAYS


def _start(day: date | None, today: date) -> Reason:
    points = _for_start(day, today)
    if day is None:
        text = _("From when this student wants to start is not known.")
        return Reason("start_unknown", {"day": None}, points, text)
    days = (day - today).days
    values: dict[str, Value] = {"day": day.isoformat(), "days": days}
    if days <= 0:
        text = _("Wanted to start on %(day)s.") % {"day": _written(day)}
        return Reason("start_passed", values, points, text)
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
        text = ngettext("%(seats)d free seat suits.", "%(seats)d free seats suit.", chance.seats)
        return Reason("seats", values, points_for(chance), text % {"seats": chance.seats})
    text = _("No free seat suits.")
    if chance.obstacle:
        told = {"obstacle": OBSTACLES[chance.obstacle]}
        text = _("No free seat suits: most of all %(obstacle)s stands in the way.") % told
    return Reason("no_seats", values, points_for(chance), text)


def _for_waiting(until: date, today: date) -> int:
    return WAITS_SHORTLY if (until - today).days <= SHORTLY_DAYS else WAITS


def _waiting(until: date, today: date) -> Reason:
    text = _("Waits for an answer, until %(day)s at the latest.") % {"day": _written(until)}
    return Reason("waits", {"until": until.isoformat()}, _for_waiting(until, today), text)


def _written(day: date) -> str:
    return date_format(day, "j F Y")
