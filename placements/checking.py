"""Checking a placement against the law and the register: what stands in the way, and what to look at.

The limits are data (``reference/rules/``), recognition and least ages are the engine's own rules
(`matching.eligibility`, `matching.ages`), asked here with the exact first day and the exact age. What is not
known breaks no rule; what an agreement cannot do without is listed by `lacking`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from matching import ages, eligibility
from matching.records import AgeClass, Hazard, Kind, Person, Post
from placements.findings import Finding
from placements.plans import SCHOOL_DAYS, SUNDAY, Plan
from reference.levels import Level
from reference.work_rules import WorkingTime, guardian_signs_below, practice, working_time

ADULT = 18
WORK = (Kind.SIDE_JOB, Kind.FIRST_JOB)
"""A job may go on until further notice, and no school looks after it."""

RECOGNITION = "Wet educatie en beroepsonderwijs 7.2.8, 7.2.10"
YOUNG = "Arbeidstijdenwet 3:2, Arbeidsomstandighedenbesluit 1.36–1.42"
MBO = frozenset(level for level in Level if level.startswith("secondary_vocational"))

Rule = Callable[[Plan], Iterator[Finding]]


def findings(plan: Plan) -> list[Finding]:
    """List what the rules find, those that block first; an empty list when all is well."""
    found = [finding for rule in RULES for finding in rule(plan)]
    return sorted(found, key=lambda finding: not finding.blocks)


def lacking(plan: Plan) -> list[Finding]:
    """List what must still be filled in before an agreement can be made."""
    return [Finding(code, blocks=True) for code, is_missing in LACKS.items() if is_missing(plan)]


def in_the_way(plan: Plan) -> list[Finding]:
    """List all that keeps an agreement from being made, signed or started: rules broken, then gaps."""
    return [finding for finding in (*findings(plan), *lacking(plan)) if finding.blocks]


def needs_recognition(plan: Plan) -> bool:
    """Tell whether the law asks for a recognised company; pupils of vmbo, havo and vwo need none."""
    return eligibility.needs_recognition(_person(plan), _post(plan))


def needs_guardian(plan: Plan) -> bool:
    """Tell whether a guardian signs: below the age of the table on the first day."""
    return plan.age is not None and plan.age < guardian_signs_below()


def _recognition(plan: Plan) -> Iterator[Finding]:
    person, post = _person(plan), _post(plan)
    if not eligibility.needs_recognition(person, post):
        return
    if plan.crebo is None:
        yield Finding("programme_unknown", True, source=RECOGNITION)
    elif eligibility.needs_recognition_check(person, post):
        yield Finding("recognition_unknown", True, source=RECOGNITION)
    elif eligibility.recognised(person, post):
        yield Finding("not_recognised", True, {"crebo": plan.crebo, "start": plan.start}, RECOGNITION)
    elif plan.end and (until := _recognised_until(plan)) < plan.end:
        yield Finding("recognition_ends", False, {"crebo": plan.crebo, "until": until}, RECOGNITION)


def _age(plan: Plan) -> Iterator[Finding]:
    if plan.age is None or plan.is_abroad:
        return
    own = ages.LADDER.index(ages.class_at(plan.age))
    for code, post in (("too_young", Post("", kind=plan.kind)), ("too_young_for_hazard", _hazard(plan))):
        rung = ages.youngest(post)
        if own < rung:
            yield Finding(code, True, {"least": _first_age(ages.LADDER[rung]), "age": plan.age}, YOUNG)


def _dangers(plan: Plan) -> Iterator[Finding]:
    if plan.age is None or plan.age >= ADULT or plan.is_abroad:
        return
    if plan.hazard is None:
        yield Finding("hazard_unknown", False, source=YOUNG)
    elif plan.hazard == Hazard.SUPERVISED:
        yield Finding("expert_supervision", False, source=YOUNG)


def _day(plan: Plan) -> Iterator[Finding]:
    limit = _limit(plan)
    hours = plan.hours_a_day(limit.break_minutes) if limit else None
    if limit is None or hours is None:
        return
    values = {"age": plan.age, "hours": hours}
    if limit.hours_a_day is not None and hours > limit.hours_a_day:
        yield Finding("too_long_a_day", True, values | {"most": limit.hours_a_day}, limit.source)
    on_school_day = limit.hours_a_school_day is not None and bool((plan.weekdays or set()) & SCHOOL_DAYS)
    if on_school_day and hours > limit.hours_a_school_day:
        yield Finding(
            "too_long_a_school_day", True, values | {"most": limit.hours_a_school_day}, limit.source
        )


def _week(plan: Plan) -> Iterator[Finding]:
    limit = _limit(plan)
    if limit is None or limit.week is None or plan.hours is None:
        return
    hours = plan.hours + ((plan.school_hours or 0) if limit.school_counts else 0)
    if hours > limit.week:
        code = "too_long_a_week_with_school" if limit.school_counts else "too_long_a_week"
        yield Finding(code, True, {"age": plan.age, "most": limit.week, "hours": hours}, limit.source)


def _night(plan: Plan) -> Iterator[Finding]:
    limit = _limit(plan)
    if not limit or None in (limit.earliest, limit.latest, plan.day_from, plan.day_until):
        return
    if plan.is_overnight or plan.day_from < limit.earliest or plan.day_until > limit.latest:
        values = {"age": plan.age, "earliest": limit.earliest, "latest": limit.latest}
        yield Finding("at_night", True, values, limit.source)


def _sunday(plan: Plan) -> Iterator[Finding]:
    limit = _limit(plan)
    if limit and not limit.sunday and SUNDAY in (plan.weekdays or ()):
        yield Finding("on_sunday", True, {"age": plan.age}, limit.source)


def _break(plan: Plan) -> Iterator[Finding]:
    limit = _limit(plan)
    if limit is None or plan.break_minutes is None or not _asks_break(plan, limit):
        return
    if plan.break_minutes < limit.break_minutes:
        values = {"after": limit.break_after_hours, "least": limit.break_minutes}
        yield Finding("break_too_short", True, values, limit.source)


def _sum_of_hours(plan: Plan) -> Iterator[Finding]:
    if None in (plan.presence, plan.break_minutes, plan.hours, plan.weekdays):
        return
    a_day, days = plan.hours_a_day(), len(plan.weekdays)
    if abs(a_day * days - plan.hours) >= 1:
        values = {"days": days, "a_day": a_day, "sum": a_day * days, "hours": plan.hours}
        yield Finding("hours_do_not_add_up", False, values)


def _practice(plan: Plan) -> Iterator[Finding]:
    rules = practice()
    if plan.hours is None:
        return
    if plan.kind == Kind.APPRENTICESHIP:
        planned, least = plan.hours * rules.working_weeks_a_year, rules.hours_a_year
        if planned < least:
            values = {"hours": plan.hours, "planned": planned, "least": least}
            yield Finding("practice_short_a_year", False, values, rules.source)
    elif plan.kind == Kind.INTERNSHIP and plan.weeks and (least := rules.hours_by_level.get(plan.level)):
        planned = round(plan.hours * plan.weeks + plan.other_hours)
        if planned < least:
            yield Finding("practice_short", False, {"planned": planned, "least": least}, rules.source)


def _abroad(plan: Plan) -> Iterator[Finding]:
    if plan.is_abroad:
        yield Finding("law_of_another_country", False)


RULES: tuple[Rule, ...] = (
    _recognition, _age, _dangers, _day, _week, _night, _sunday, _break, _sum_of_hours, _practice, _abroad,
)  # fmt: skip


def _school_hours_missing(plan: Plan) -> bool:
    limit = _limit(plan)
    return bool(limit and limit.school_counts and plan.school_hours is None)


def _break_missing(plan: Plan) -> bool:
    limit = _limit(plan)
    return bool(limit and plan.break_minutes is None and _asks_break(plan, limit))


LACKS: dict[str, Callable[[Plan], bool]] = {
    "birth_date_missing": lambda plan: plan.born is None,
    "end_missing": lambda plan: plan.end is None and plan.kind not in WORK,
    "hours_missing": lambda plan: plan.hours is None,
    "weekdays_missing": lambda plan: not plan.weekdays,
    "times_missing": lambda plan: plan.presence is None,
    "break_missing": _break_missing,
    "school_hours_missing": _school_hours_missing,
    "supervisor_missing": lambda plan: not plan.supervisor,
    "school_supervisor_missing": lambda plan: not plan.school_supervisor and plan.kind not in WORK,
    "leerbedrijf_id_missing": lambda plan: needs_recognition(plan) and not plan.leerbedrijf_id,
}


def _limit(plan: Plan) -> WorkingTime | None:
    return None if plan.age is None or plan.is_abroad else working_time(plan.kind, plan.age)


def _asks_break(plan: Plan, limit: WorkingTime) -> bool:
    present = plan.presence
    return bool(present and limit.break_after_hours is not None and present > limit.break_after_hours)


def _person(plan: Plan) -> Person:
    """Make of the student what the engine's rule reads; its level 1–4 means mbo, so others give none."""
    level = plan.level if plan.level in MBO else None
    return Person("", level=Level(level).nlqf if level else None, programme=plan.crebo)


def _post(plan: Plan) -> Post:
    return Post("", kind=plan.kind, start=plan.start, recognised=plan.recognised)


def _hazard(plan: Plan) -> Post:
    return Post("", hazard=plan.hazard)


def _recognised_until(plan: Plan) -> date:
    """Give the last day of the recognitions that hold on the first one."""
    covering = [each for each in plan.recognised or () if each.covers(plan.crebo or "", plan.start)]
    return max(each.valid_until or date.max for each in covering)


@cache
def _first_age(age_class: AgeClass) -> int:
    return next(age for age in range(ADULT + 1) if ages.class_at(age) == age_class)
