"""The rules of `matching.eligibility` over columns: one person against many posts, or the reverse."""

import numpy as np

from matching import location
from matching.columns import Distinct, Flags, Floats, PersonColumns, PostColumns
from matching.eligibility import CEFR, MBO_LEVELS
from matching.periods import FAR_AHEAD, LONG_AGO
from matching.records import Recognition

_RUNG = {level: rung for rung, level in enumerate(CEFR)}


def eligible(persons: PersonColumns, posts: PostColumns, metres: Floats, *, all_kinds: bool = False) -> Flags:
    """Tell per row whether every rule passes; one side has a single row, ``metres`` lie between."""
    passes = passes_by_rule(persons, posts, metres)
    if all_kinds:
        del passes["kind"]
    every: Flags = np.logical_and.reduce(list(passes.values()))
    return every


def passes_by_rule(
    persons: PersonColumns, posts: PostColumns, metres: Floats, *, recognised: Flags | None = None
) -> dict[str, Flags]:
    """Tell per rule of `matching.eligibility.RULES`, in their order, which rows pass it.

    ``recognised`` is `recognised_for` the programme, where it is known already.
    """
    return {
        "kind": (persons.kinds & posts.kind) != 0,
        "recognition": _recognition(persons, posts, recognised),
        "level": _level(persons, posts),
        "reach": _reach(persons, posts, metres),
        "period": _period(persons, posts),
        "hours": _hours(persons, posts),
        "language": _language(persons.languages, posts.languages),
        "licence": _licence(persons.licences, posts.licences),
        "age": _age(persons, posts),
    }


def metres_between(persons: PersonColumns, posts: PostColumns) -> Floats:
    """Measure the distances per row, in whole metres."""
    return location.metres(persons.globe, posts.globe)


def _reach(persons: PersonColumns, posts: PostColumns, metres: Floats) -> Flags:
    too_far = metres > persons.reach  # not a number: unknown, so not too far
    return np.asarray(posts.remote | ~too_far, dtype=bool)


def _level(persons: PersonColumns, posts: PostColumns) -> Flags:
    within = (posts.lowest <= persons.level) & (persons.level <= posts.highest)
    return np.asarray(within | (persons.level == 0), dtype=bool)


def _age(persons: PersonColumns, posts: PostColumns) -> Flags:
    start = np.where(posts.start == LONG_AGO, FAR_AHEAD, posts.start)
    rows = np.arange(len(persons.old_enough_from))
    return np.asarray(persons.old_enough_from[rows, posts.rung] <= start)


def _period(persons: PersonColumns, posts: PostColumns) -> Flags:
    shared = np.minimum(persons.last, posts.end) - np.maximum(persons.first, posts.start) + 1
    return shared >= posts.least_days


def _hours(persons: PersonColumns, posts: PostColumns) -> Flags:
    return (persons.least_hours <= posts.most_hours) & (posts.least_hours <= persons.most_hours)


def recognised_for(programme: str | None, posts: PostColumns) -> Flags:
    """Tell per post whether the company is recognised for a programme; the costliest of all to look up."""
    return posts.recognition.test(lambda value: _covered(programme, *value))


def _recognition(persons: PersonColumns, posts: PostColumns, recognised: Flags | None) -> Flags:
    mbo = (persons.level >= MBO_LEVELS[0]) & (persons.level <= MBO_LEVELS[-1])
    free = ~(posts.apprenticeship | (posts.internship & mbo))
    if recognised is not None:
        return free | recognised
    if len(persons.level) == 1:
        return free | recognised_for(persons.programme.values[0], posts)
    recognition = posts.recognition.values[0]
    return free | persons.programme.test(lambda value: _covered(value, *recognition))


def _covered(programme: str | None, recognised: tuple[Recognition, ...] | None, start: object) -> bool:
    if recognised is None or (programme is None and recognised):
        return True
    return any(entry.covers(programme or "", start) for entry in recognised)  # type: ignore[arg-type]


def _language(spoken: Distinct, asked: Distinct) -> Flags:
    if len(spoken.codes) == 1:
        own = spoken.values[0]
        return asked.test(lambda value: _speaks(own, value))
    least = asked.values[0]
    return spoken.test(lambda value: _speaks(value, least))


def _speaks(own: tuple[tuple[str, str], ...] | None, asked: tuple[tuple[str, str], ...] | None) -> bool:
    if own is None or asked is None:
        return True
    levels = dict(own)
    return all(_RUNG.get(levels.get(language, ""), -1) >= _RUNG[least] for language, least in asked)


def _licence(held: Distinct, asked: Distinct) -> Flags:
    if len(held.codes) == 1:
        own = held.values[0]
        return asked.test(lambda value: _holds(own, value))
    least = asked.values[0]
    return held.test(lambda value: _holds(value, least))


def _holds(own: frozenset[str] | None, asked: frozenset[str] | None) -> bool:
    return own is None or not asked or asked <= own
