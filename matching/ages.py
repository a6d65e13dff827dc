"""The age from which the law allows a kind of work, as age classes and never as dates of birth."""

import tomllib
from datetime import date
from importlib.resources import files

from matching.records import AgeClass, AgeStep, Post

LADDER = tuple(AgeClass)
"""The age classes, youngest first."""

_RULES = tomllib.loads((files("matching") / "age_rules.toml").read_text(encoding="utf-8"))


ADULT, CLASSES = 18, ((16, AgeClass.FROM_16), (15, AgeClass.AT_15), (13, AgeClass.FROM_13))


def class_at(age: int) -> AgeClass:
    """Give the class of somebody who has lived that many whole years."""
    if age >= ADULT:
        return AgeClass.ADULT
    return next((each for least, each in CLASSES if age >= least), AgeClass.UNDER_13)


def youngest(post: Post) -> int:
    """Give the place on the `LADDER` of the youngest class that may do this work (0 = everybody)."""
    by_kind = _RULES["kind"][post.kind] if post.kind else AgeClass.UNDER_13
    by_hazard = _RULES["hazard"][post.hazard] if post.hazard else AgeClass.UNDER_13
    return max(LADDER.index(AgeClass(by_kind)), LADDER.index(AgeClass(by_hazard)))


def first_day_in(ages: tuple[AgeStep, ...], rung: int) -> date | None:
    """Give the first day on which somebody with these ages is in that class or an older one.

    Unknown ages count as old enough: ``date.min``. ``None`` means that no step reaches the class.
    """
    if not ages:
        return date.min
    reached = [step.month or date.min for step in ages if LADDER.index(step.age_class) >= rung]
    return min(reached, default=None)


def class_on(ages: tuple[AgeStep, ...], day: date | None) -> AgeClass | None:
    """Give the age class on a day (an unknown day: the oldest one known)."""
    past = [step.age_class for step in ages if day is None or (step.month or date.min) <= day]
    return past[-1] if past else (ages[0].age_class if ages else None)
