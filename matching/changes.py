"""What would lift a score most: one skill more, or kilometres more, found by scoring again."""

from collections.abc import Iterator
from dataclasses import replace

from matching.explanation import Row
from matching.knowledge import Knowledge
from matching.records import Command, Link, OwnSkill, Person, Post
from matching.scoring import POLICY, Weights, score

FARTHER_KM = 10


def best_change(person: Person, post: Post, knowledge: Knowledge, weights: Weights = POLICY) -> Row | None:
    """Give the one change that lifts the score most, with its ``gain`` in points; ``None`` when nothing does.

    Tried are each asked skill at the highest command, and a reach of 10 km more.
    """
    before = score(person, post, knowledge, weights).total
    best: Row | None = None
    for changed, code, values in _tries(person, post):
        gain = score(changed, post, knowledge, weights).total - before
        if gain > (best.values["gain"] if best else 0):  # type: ignore[operator]
            best = Row(code, values | {"gain": gain})
    return best


def _tries(person: Person, post: Post) -> Iterator[tuple[Person, str, dict[str, str | int | float | None]]]:
    for asked in post.skills:
        if asked.links:
            learnt = OwnSkill((Link(asked.links[0].concept),), Command.ADVANCED)
            values = {"concept": asked.links[0].concept, "text": asked.text}
            yield replace(person, skills=(*person.skills, learnt)), "change_skill", {**values}
    if person.reach_km is not None and not post.remote:
        farther = person.reach_km + FARTHER_KM
        yield replace(person, reach_km=farther), "change_reach", {"reach_km": farther}
