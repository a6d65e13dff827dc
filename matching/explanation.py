"""A score explained as data: one row per asked skill and per part, whose points add up to the score."""

import math
from collections.abc import Iterator, Sequence

from matching import location
from matching.changes import best_change
from matching.eligibility import needs_recognition_check
from matching.free_words import is_free_word
from matching.knowledge import Knowledge
from matching.reasons import Row, Value, named
from matching.records import AskedSkill, Person, Post
from matching.relatedness import Reason
from matching.scoring import POLICY, Weights, score_held
from matching.skills import (
    BARELY,
    COMMAND,
    FULL,
    Held,
    closeness,
    cover,
    coverage,
    expand,
    hundredths,
    importance,
    missing,
    said,
    share,
)


def explain(
    person: Person, post: Post, knowledge: Knowledge, weights: Weights = POLICY, *, held: Held | None = None
) -> tuple[Row, ...]:
    """Explain the score of one pair: rows whose points add up to it, then remarks without points.

    Skills as the post lists them, closeness, what missing musts take off, level, location; then what is
    unchecked or full, and the one change that would lift the score most. ``held`` saves expanding again.
    """
    held = expand(person, knowledge) if held is None else held
    parts = score_held(held, person, post, knowledge, weights)
    rows = _skill_rows(person, post, held, knowledge, weights.skills, parts.skills)
    rows.append(_level_row(person, post, parts.level))
    rows.append(_location_row(person, post, parts.location))
    rows.extend(_remarks(person, post, knowledge))
    change = best_change(person, post, held, knowledge, weights, parts)
    return (*rows, change) if change else tuple(rows)


def _skill_rows(
    person: Person, post: Post, held: Held, knowledge: Knowledge, most: int, total: int
) -> list[Row]:
    near = closeness(held, post, knowledge)
    covered = coverage(held, post.skills, knowledge, near)
    rows = [_asked_row(person, asked, held, knowledge) for asked in post.skills]
    exact = [most * part / 2 for part in _covered_parts(post, held, knowledge)]
    rows.append(_closeness_row(post, held, knowledge, near, covered))
    exact.append(most * (max(covered, near) + (1 - said(post.skills, knowledge)) * near) / 2)
    taken = sum(exact) - most * share(held, post, knowledge)
    lacking = missing(held, post.skills, knowledge)
    if lacking and taken > 0:
        rows.append(Row("musts_missing", {"share": round(100 * lacking)}))
        exact.append(-taken)
    return [Row(row.code, row.values, whole) for row, whole in zip(rows, _whole(exact, total), strict=True)]


def _covered_parts(post: Post, held: Held, knowledge: Knowledge) -> list[float]:
    """Split what is covered of what is asked (0–1) over the asked skills."""
    told = said(post.skills, knowledge)
    weights = [importance(asked, knowledge) for asked in post.skills]
    covers = [told * cover(asked, held) for asked in post.skills]
    return [weight * covered / (sum(weights) * FULL) for weight, covered in zip(weights, covers, strict=True)]


def _asked_row(person: Person, asked: AskedSkill, held: Held, knowledge: Knowledge) -> Row:
    covered = cover(asked, held)
    values: dict[str, Value] = {**named(asked), "weight": str(asked.weight)}
    if not asked.links:
        return Row("skill_unknown", values)
    if not covered:
        return Row("skill_missing", values)
    values["covered"] = round(100 * covered / FULL)
    _, own, reason, command = max(_sources(person, asked, knowledge), key=lambda source: source[:2])
    values |= {"own": None if is_free_word(own) else own, "command": command, "because": str(reason)}
    if covered < BARELY:
        return Row("skill_weak", values)
    return Row("skill_has" if reason is Reason.SAME else "skill_related", values)


def _sources(
    person: Person, asked: AskedSkill, knowledge: Knowledge
) -> Iterator[tuple[int, str, Reason, int | None]]:
    """Yield how well each own skill covers an asked one, through which concept and why, at what command."""
    for own in person.skills:
        for link in own.links:
            for wanted in asked.links:
                tie = knowledge.relatedness.between(link.concept, wanted.concept)
                if tie is not None:
                    strength = hundredths(link.strength) * hundredths(wanted.strength)
                    command = None if own.command is None else int(own.command)
                    alike = tie[1] is Reason.SAME and strength < hundredths(1) ** 2
                    reason = Reason.WORDS if alike else tie[1]
                    yield COMMAND[own.command] * strength * tie[0], link.concept, reason, command


def _closeness_row(post: Post, held: Held, knowledge: Knowledge, near: float, covered: float) -> Row:
    professions, share = knowledge.professions(post), round(100 * max(near, covered))
    if not professions:
        return Row("profession_unknown", {"share": share})
    nearest = max(professions, key=lambda each: knowledge.nearness(held.own, held.toward, each))
    code = "closeness" if near >= covered else "asked_closer"
    return Row(code, {"occupation": nearest, "share": share})


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


def _remarks(person: Person, post: Post, knowledge: Knowledge) -> Iterator[Row]:
    if post.skills and said(post.skills, knowledge) < 1:
        yield Row("asks_little" if knowledge.professions(post) else "says_little", {})
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
