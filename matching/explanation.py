"""A score explained as data: one row per asked skill and per part, whose points add up to the score."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching import levels, location
from matching.eligibility import needs_recognition_check
from matching.knowledge import Knowledge
from matching.records import AskedSkill, OwnSkill, Person, Post, Weight
from matching.relatedness import Reason
from matching.scoring import POLICY, Weights, points, score
from matching.skills import (
    BARELY, COMMAND, FULL, closeness, cover, coverage, expand, hundredths, importance, missing, share,
)  # fmt: skip

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One reason: a code, the values of both sides, and the points it gives (0 for remarks)."""

    code: str
    values: Mapping[str, Value]
    points: int = 0


class Verdict(StrEnum):
    """A score in a word."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"


VERDICTS = ((8_500, Verdict.EXCELLENT), (7_000, Verdict.VERY_GOOD), (5_500, Verdict.GOOD))


def explain(person: Person, post: Post, knowledge: Knowledge, weights: Weights = POLICY) -> tuple[Row, ...]:
    """Explain the score of one pair: rows of points, then remarks without points.

    Skills as the post lists them, closeness, what missing musts take off, level, location; then what is
    unchecked or full. What would change the score is asked apart (`matching.changes`).
    """
    held = expand(person, knowledge)
    parts = score(person, post, knowledge, weights)
    rows = [*_skill_rows(person, post, held, knowledge, weights, parts.skills)]
    rows.append(_level_row(person, post, parts.level))
    rows.append(_location_row(person, post, parts.location))
    rows.extend(_remarks(person, post))
    return tuple(rows)


def verdict(total: int, *, lacks_must: bool) -> Verdict:
    """Put a score in a word; with a missing must never above good."""
    word = next((word for least, word in VERDICTS if total >= least), Verdict.FAIR)
    return Verdict.GOOD if lacks_must and total >= VERDICTS[-1][0] else word


def lacks_must(rows: Sequence[Row]) -> bool:
    """Tell whether the rows name a must that is missing."""
    return any(row.code in MISSING and row.values["weight"] == Weight.MUST for row in rows)


MISSING = ("skill_missing", "skill_weak", "skill_unknown")


def _skill_rows(
    person: Person, post: Post, held: Mapping[str, int], knowledge: Knowledge, weights: Weights, total: int
) -> list[Row]:
    most = sum(importance(asked, knowledge) for asked in post.skills) * FULL
    exact = [
        weights.skills * importance(asked, knowledge) * cover(asked, held) / most / 2 for asked in post.skills
    ]
    rows = [_asked_row(person, asked, held, knowledge) for asked in post.skills]
    near = closeness(held, post, knowledge)
    covered = coverage(held, post.skills, knowledge)
    rows.append(_closeness_row(post, held, knowledge, near, covered))
    exact.append(weights.skills * (max(covered, near) / 2 if post.skills else near))
    lacking = missing(held, post.skills, knowledge)
    taken = sum(exact) - weights.skills * share(held, post, knowledge)
    if lacking and taken > 0:
        rows.append(Row("musts_missing", {"share": round(100 * lacking)}))
        exact.append(-taken)
    return [Row(row.code, row.values, whole) for row, whole in zip(rows, _whole(exact, total), strict=True)]


def _asked_row(person: Person, asked: AskedSkill, held: Mapping[str, int], knowledge: Knowledge) -> Row:
    covered = cover(asked, held)
    values: dict[str, Value] = {
        "concept": asked.links[0].concept if asked.links else None, "text": asked.text, "weight": str(asked.weight),
    }  # fmt: skip
    if not asked.links:
        return Row("skill_unknown", values)
    if not covered:
        return Row("skill_missing", values)
    own, through, reason = _source(person, asked, knowledge)
    values |= {"own": through, "command": own.command, "covered": round(100 * covered / FULL)}
    if covered < BARELY:
        return Row("skill_weak", values | {"because": str(reason)})
    if reason is Reason.SAME:
        return Row("skill_has", values)
    return Row("skill_related", values | {"because": str(reason)})


def _source(person: Person, asked: AskedSkill, knowledge: Knowledge) -> tuple[OwnSkill, str, Reason]:
    """Find the own skill that covers an asked one best, the concept it goes through, and why."""
    best = max(_sources(person, asked, knowledge), key=lambda found: (found[0], found[2]))
    return best[1], best[2], best[3]


def _sources(
    person: Person, asked: AskedSkill, knowledge: Knowledge
) -> Iterator[tuple[int, OwnSkill, str, Reason]]:
    for own in person.skills:
        for link in own.links:
            for wanted in asked.links:
                tie = knowledge.relatedness.between(link.concept, wanted.concept)
                if tie is not None:
                    strength = hundredths(link.strength) * hundredths(wanted.strength) * tie[0]
                    yield COMMAND[own.command] * strength, own, link.concept, tie[1]


def _closeness_row(
    post: Post, held: Mapping[str, int], knowledge: Knowledge, near: float, covered: float
) -> Row:
    professions = knowledge.professions(post)
    if not professions:
        return Row("profession_unknown", {"share": round(100 * covered)})
    nearest = max(professions, key=lambda each: knowledge.nearness(held, each))
    return Row("closeness", {"occupation": nearest, "share": round(100 * max(near, covered))})


def _level_row(person: Person, post: Post, whole: int) -> Row:
    values: dict[str, Value] = {"level": person.level, "asked": post.level}
    if person.level is None or post.level is None:
        return Row("level_unknown", values, whole)
    if person.level == post.level:
        return Row("level_same", values, whole)
    return Row("level_above" if person.level > post.level else "level_below", values, whole)


def _location_row(person: Person, post: Post, whole: int) -> Row:
    if post.remote:
        return Row("remote", {}, whole)
    metres = location.metres_between((person.lat, person.lon), (post.lat, post.lon))
    if math.isnan(metres):
        return Row("location_unknown", {}, whole)
    values: dict[str, Value] = {"km": metres / 1000, "reach_km": person.reach_km}
    return Row("reach_unknown" if person.reach_km is None else "distance", values, whole)


def _remarks(person: Person, post: Post) -> Iterator[Row]:
    if needs_recognition_check(person, post):
        yield Row("recognition_unchecked", {"programme": person.programme})
    if post.seats == 0:
        yield Row("waiting_list", {})


def _whole(exact: Sequence[float], total: int) -> list[int]:
    """Round to whole points that add up to the total, by largest remainder, ties to the first."""
    whole = [math.floor(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[: total - sum(whole)]:
        whole[place] += 1
    return whole
