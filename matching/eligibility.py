"""The named rules that decide whether a match is possible at all, each with a reason in both parties' values.

A rule passes when something it needs is unknown. A rule returns what fails and the smallest change that would
pass, or ``None``. There is no cut-off by score.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from matching import ages, levels, location, periods
from matching.records import Kind, Person, Post

Value = str | int | float | None
Values = Mapping[str, Value]

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
"""The levels of the Common European Framework of Reference, lowest first."""

MBO_LEVELS = range(1, 5)


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that fails, the values of both sides, and the smallest change that would let it pass."""

    rule: str
    values: Values
    change: Values


Rule = Callable[[Person, Post], Failure | None]


def kind_wanted(person: Person, post: Post) -> Failure | None:
    """Fail when the person is not looking for this kind of vacancy."""
    if person.kinds is None or post.kind is None or post.kind in person.kinds:
        return None
    return Failure("kind", {"kind": post.kind, "wanted": _listed(person.kinds)}, {"kinds": post.kind})


def recognised(person: Person, post: Post) -> Failure | None:
    """Fail when the company is not recognised for the programme on the start date (mbo, apprenticeships).

    A company that nobody checked passes here and is flagged (`needs_recognition_check`).
    """
    if not needs_recognition(person, post) or post.recognised is None:
        return None
    if person.programme is None and post.recognised:
        return None
    if any(entry.covers(person.programme or "", post.start) for entry in post.recognised):
        return None
    values = {"programme": person.programme, "start": _iso(post.start)}
    return Failure("recognition", values, {"recognised": person.programme})


def needs_recognition(person: Person, post: Post) -> bool:
    """Tell whether the law asks for a recognised company: apprenticeships, internships of mbo students."""
    if post.kind == Kind.APPRENTICESHIP:
        return True
    return post.kind == Kind.INTERNSHIP and person.level in MBO_LEVELS


def needs_recognition_check(person: Person, post: Post) -> bool:
    """Tell whether somebody must still check the recognition before anything is proposed or signed."""
    return post.recognised is None and needs_recognition(person, post)


def level_open(person: Person, post: Post) -> Failure | None:
    """Fail when the vacancy is not open to the person's level (side jobs and visits are open to all)."""
    lowest, highest = levels.open_range(post)
    if person.level is None or lowest <= person.level <= highest:
        return None
    values = {"level": person.level, "lowest": lowest, "highest": highest}
    return Failure(
        "level", values, {"lowest": min(lowest, person.level), "highest": max(highest, person.level)}
    )


def within_reach(person: Person, post: Post) -> Failure | None:
    """Fail when the post is farther than the person's reach; remote work is near everywhere."""
    metres = location.metres_between((person.lat, person.lon), (post.lat, post.lon))
    if post.remote or person.reach_km is None or not metres > person.reach_km * 1000:
        return None
    return Failure("reach", {"km": metres / 1000, "reach_km": person.reach_km}, {"reach_km": metres / 1000})


def period_overlaps(person: Person, post: Post) -> Failure | None:
    """Fail when the person is available for too little of the post's period."""
    shared, least = periods.shared_days(person, post), periods.least_days(post)
    if shared >= least:
        return None
    values = {
        "days": max(0, shared), "least": least, "start": _iso(post.start), "end": _iso(post.end),
        "from": _iso(person.available_from), "until": _iso(person.available_until),
    }  # fmt: skip
    return Failure("period", values, {"more_days": math.ceil(least - max(0, shared))})


def hours_meet(person: Person, post: Post) -> Failure | None:
    """Fail when the ranges of hours a week do not touch."""
    if person.hours is None or post.hours is None:
        return None
    (least, most), (asked_least, asked_most) = person.hours, post.hours
    if least <= asked_most and asked_least <= most:
        return None
    values = {"least": least, "most": most, "asked_least": asked_least, "asked_most": asked_most}
    return Failure("hours", values, {"hours": asked_least if asked_least > most else asked_most})


def languages_spoken(person: Person, post: Post) -> Failure | None:
    """Fail when a language is asked above the person's level; one left off a known list counts as none."""
    lacking = sorted(
        language
        for language, least in (post.languages or {}).items()
        if person.languages is not None and _rung(person.languages.get(language)) < _rung(least)
    )
    if not lacking or person.languages is None or post.languages is None:
        return None
    first = lacking[0]
    values = {"language": first, "level": person.languages.get(first), "asked": post.languages[first]}
    return Failure("language", values, {f"language_{each}": post.languages[each] for each in lacking})


def licences_held(person: Person, post: Post) -> Failure | None:
    """Fail when a licence is asked that is not on the person's known list."""
    if person.licences is None or not post.licences or post.licences <= person.licences:
        return None
    lacking = _listed(post.licences - person.licences)
    return Failure(
        "licence", {"asked": _listed(post.licences), "held": _listed(person.licences)}, {"licences": lacking}
    )


def old_enough(person: Person, post: Post) -> Failure | None:
    """Fail when the law keeps this kind of work, or its hazard, from the person's age class at the start."""
    rung = ages.youngest(post)
    day = ages.first_day_in(person.ages, rung)
    if day is not None and (post.start is None or day <= post.start):
        return None
    values = {
        "age_class": ages.class_on(person.ages, post.start),
        "least": ages.LADDER[rung],
        "hazard": post.hazard,
    }
    return Failure("age", values, {"start": _iso(day)})


RULES: Mapping[str, Rule] = {
    "kind": kind_wanted,
    "recognition": recognised,
    "level": level_open,
    "reach": within_reach,
    "period": period_overlaps,
    "hours": hours_meet,
    "language": languages_spoken,
    "licence": licences_held,
    "age": old_enough,
}


def failures(person: Person, post: Post, *, all_kinds: bool = False) -> tuple[Failure, ...]:
    """List every rule that fails, in the order of `RULES`; ``all_kinds`` drops the rule about kinds."""
    rules = (rule for name, rule in RULES.items() if not (all_kinds and name == "kind"))
    return tuple(failure for rule in rules if (failure := rule(person, post)) is not None)


def eligible(person: Person, post: Post, *, all_kinds: bool = False) -> bool:
    """Tell whether no rule fails."""
    return not failures(person, post, all_kinds=all_kinds)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rung(level: str | None) -> int:
    return CEFR.index(level) if level else -1
