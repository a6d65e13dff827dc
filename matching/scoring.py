"""The score of one pair: skills, level and location in whole points that add up to at most 10,000."""

import math
from dataclasses import dataclass

from matching import levels, location
from matching.knowledge import Knowledge
from matching.records import Person, Post
from matching.skills import Held, expand, share


@dataclass(frozen=True, slots=True)
class Weights:
    """The most points that each part can give; policy, together 10,000."""

    skills: int = 7_000
    level: int = 1_000
    location: int = 2_000

    def __post_init__(self) -> None:
        """Refuse weights that are negative or do not add up."""
        parts = (self.skills, self.level, self.location)
        if min(parts) < 0 or sum(parts) != 10_000:
            raise ValueError(f"weights must not be negative and add up to 10,000 points: {parts}")


POLICY = Weights()


@dataclass(frozen=True, slots=True)
class Parts:
    """The three parts of a score, in points."""

    skills: int
    level: int
    location: int

    @property
    def total(self) -> int:
        """Add the parts up: 0 … 10,000."""
        return self.skills + self.level + self.location


def score(person: Person, post: Post, knowledge: Knowledge, weights: Weights = POLICY) -> Parts:
    """Score one pair; the same from either side, and in a batch. Says nothing about eligibility."""
    return score_held(expand(person, knowledge), person, post, knowledge, weights)


def score_held(held: Held, person: Person, post: Post, knowledge: Knowledge, weights: Weights) -> Parts:
    """Score one pair where what the person can do (`matching.skills.expand`) is at hand."""
    return Parts(
        skills=points(weights.skills, share(held, post, knowledge)),
        level=points(weights.level, levels.share(person.level, post) / 100),
        location=location_points(person, post, weights),
    )


def points(most: int, part: float) -> int:
    """Turn a share (0–1) into whole points, halves upwards; the one place where a part is rounded."""
    return math.floor(most * part + 0.5)


def location_points(person: Person, post: Post, weights: Weights) -> int:
    """Score the distance of one pair."""
    distance = location.metres_between((person.lat, person.lon), (post.lat, post.lon))
    reach = math.nan if person.reach_km is None else person.reach_km * 1000
    return points(weights.location, float(location.share(distance, reach, post.remote)))
