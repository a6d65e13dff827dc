"""What would lift a score most: one skill more, or kilometres more, found by scoring again."""

from collections.abc import Iterator
from dataclasses import replace

from matching.free_words import free_word
from matching.knowledge import Knowledge
from matching.reasons import Row, Value, named
from matching.records import Command, Link, OwnSkill, Person, Post
from matching.scoring import Parts, Weights, location_points, points
from matching.skills import Held, share

FARTHER_KM = 10


def best_change(
    person: Person, post: Post, held: Held, knowledge: Knowledge, weights: Weights, now: Parts
) -> Row | None:
    """Give the one change that lifts the score most, with its ``gain`` in points; ``None`` when nothing does.

    Tried are each asked skill at the highest command, and a reach of 10 km more; the first of equals counts.
    Of a free word only the word itself is tried, not what it resembles: it gains at least so much. ``now``
    is the score as it is.
    """
    tries = [*_skills(post, held, knowledge, weights, now), *_farther(person, post, weights, now)]
    gain, code, values = max(tries, key=lambda each: each[0], default=(0, "", {}))
    return Row(code, values | {"gain": gain}) if gain > 0 else None


Try = tuple[int, str, dict[str, Value]]


def _skills(post: Post, held: Held, knowledge: Knowledge, weights: Weights, now: Parts) -> Iterator[Try]:
    for asked in post.skills:
        if asked.links:
            concept = free_word(asked.links) or asked.links[0].concept
            learnt = held.with_skill(OwnSkill((Link(concept),), Command.ADVANCED), knowledge)
            gain = points(weights.skills, share(learnt, post, knowledge)) - now.skills
            code = "change_command" if concept in held.own else "change_skill"
            yield gain, code, named(asked)


def _farther(person: Person, post: Post, weights: Weights, now: Parts) -> Iterator[Try]:
    if person.reach_km is not None and not post.remote:
        farther = person.reach_km + FARTHER_KM
        gain = location_points(replace(person, reach_km=farther), post, weights) - now.location
        yield gain, "change_reach", {"reach_km": farther}
