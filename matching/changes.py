"""What would lift a score most: one skill more, or kilometres more, found by scoring again."""

from collections.abc import Iterator
from dataclasses import replace

from matching.knowledge import Knowledge
from matching.reasons import Row, Value
from matching.records import Command, Link, OwnSkill, Person, Post
from matching.scoring import Weights, score_held
from matching.skills import Held

FARTHER_KM = 10


def best_change(person: Person, post: Post, held: Held, knowledge: Knowledge, weights: Weights) -> Row | None:
    """Give the one change that lifts the score most, with its ``gain`` in points; ``None`` when nothing does.

    Tried are each asked skill at the highest command, and a reach of 10 km more; the first of equals counts.
    """
    before = score_held(held, person, post, knowledge, weights).total
    best: tuple[int, Row] | None = None
    for code, values, changed, then_held in _tries(person, post, held, knowledge):
        gain = score_held(then_held, changed, post, knowledge, weights).total - before
        if gain > (best[0] if best else 0):
            best = gain, Row(code, values | {"gain": gain})
    return best[1] if best else None


def _tries(
    person: Person, post: Post, held: Held, knowledge: Knowledge
) -> Iterator[tuple[str, dict[str, Value], Person, Held]]:
    for asked in post.skills:
        if asked.links:
            concept = asked.links[0].concept
            learnt = OwnSkill((Link(concept),), Command.ADVANCED)
            values: dict[str, Value] = {"concept": concept, "text": asked.text}
            yield "change_skill", values, person, held.with_skill(learnt, knowledge)
    if person.reach_km is not None and not post.remote:
        farther = person.reach_km + FARTHER_KM
        yield "change_reach", {"reach_km": farther}, replace(person, reach_km=farther), held
