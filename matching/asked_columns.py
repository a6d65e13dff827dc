"""The skills part over columns: what many posts ask and which occupations they are for, laid out flat.

All entries are whole numbers below 2⁵³ kept as floats, so that every sum is exact whatever its order and the
shares are bit for bit those of `matching.skills`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from matching.columns import Column, Floats
from matching.knowledge import HELD, TELLING_WORDS, Knowledge
from matching.records import AskedSkill, Post, Weight
from matching.skills import BARELY, FULL, hundredths, importance, said

_NOTHING = AskedSkill(links=())


@dataclass(frozen=True, slots=True)
class Entries:
    """Groups of (place, weight) pairs laid end to end; ``starts`` is where each group begins."""

    places: Column
    weights: Floats
    starts: Column

    @classmethod
    def of(cls, groups: Sequence[Sequence[tuple[int, float]]], *, nowhere: int) -> "Entries":
        """Lay the groups end to end; an empty one gets a pair without weight."""
        filled = [list(group) or [(nowhere, 0.0)] for group in groups]
        pairs = [pair for group in filled for pair in group]
        starts = list(accumulate((len(group) for group in filled[:-1]), initial=0)) if filled else []
        return cls(
            np.array([place for place, _ in pairs], dtype=np.int64),
            np.array([weight for _, weight in pairs], dtype=np.float64),
            np.array(starts, dtype=np.int64),
        )

    def totals(self) -> Floats:
        """Give the sum of the weights of each group."""
        return np.asarray(np.add.reduceat(self.weights, self.starts))

    def best(self, values: Floats) -> Floats:
        """Give the largest weighted value of each group; ``values`` has a column per place."""
        return np.asarray(np.maximum.reduceat(values[..., self.places] * self.weights, self.starts, axis=-1))

    def total(self, values: Floats) -> Floats:
        """Give the sum of the weighted values of each group."""
        return np.asarray(np.add.reduceat(values[..., self.places] * self.weights, self.starts, axis=-1))


@dataclass(frozen=True, slots=True)
class AskedColumns:
    """What posts ask, over the concepts that occur in them (``columns``; one more column is always 0).

    ``occupations`` are the places of their professions, likewise.
    """

    columns: Mapping[str, int]
    occupations: Mapping[str, int]
    links: Entries
    asked: Entries
    musts: Entries
    profiles: Entries
    halfway: Floats
    professions: Entries
    said: Floats
    most: Floats
    most_musts: Floats

    @classmethod
    def of(cls, posts: Sequence[Post], knowledge: Knowledge) -> "AskedColumns":
        """Lay out what posts ask; ``posts`` must not be empty."""
        asked = [post.skills or (_NOTHING,) for post in posts]
        flat = [skill for skills in asked for skill in skills]
        professions = [knowledge.professions(post) for post in posts]
        occupations = sorted({each for group in professions for each in group})
        profiles = [knowledge.profiles[each] for each in occupations]
        columns = _numbered(flat, [profile.weights for profile in profiles])
        weights = _weights(asked, posts, knowledge)
        must_weights = [
            weight if skill.weight is Weight.MUST else 0 for skill, weight in zip(flat, weights, strict=True)
        ]
        places = {occupation: place for place, occupation in enumerate(occupations)}
        asked_entries = _consecutive(asked, weights)
        must_entries = _consecutive(asked, must_weights)
        return cls(
            columns=columns,
            occupations=places,
            links=Entries.of(
                [
                    [(columns[link.concept], hundredths(link.strength)) for link in skill.links]
                    for skill in flat
                ],
                nowhere=len(columns),
            ),
            asked=asked_entries,
            musts=must_entries,
            profiles=Entries.of(
                [
                    [(columns[each], weight) for each, weight in profile.weights.items()]
                    for profile in profiles
                ]
                + [[]],
                nowhere=len(columns),
            ),
            halfway=np.array([profile.halfway * HELD for profile in profiles] + [1], dtype=np.float64),
            professions=Entries.of(
                [[(places[each], 1.0) for each in group] for group in professions], nowhere=len(places)
            ),
            said=np.array([said(post.skills, knowledge) for post in posts], dtype=np.float64),
            most=np.maximum(asked_entries.totals() * FULL, 1.0),
            most_musts=np.maximum(must_entries.totals(), 1.0),
        )

    def shares(self, own: Floats, every: Floats, toward: Floats) -> Floats:
        """Give the share (0–1) of the skills part, persons × posts, from what each holds over ``columns``.

        ``own`` are own skills, ``every`` has the related ones as well, ``toward`` is over ``occupations``.
        """
        covers = self.links.best(every)
        way = np.maximum(self.profiles.total(own) / self.halfway, toward / TELLING_WORDS)
        near = self.professions.best(way * way / (1 + way * way))
        covered = self.said * (self.asked.total(covers) / self.most) + (1 - self.said) * near
        lacking = self.musts.total((covers < BARELY).astype(np.float64)) / self.most_musts
        return np.asarray(np.minimum((covered + np.maximum(covered, near)) / 2, 1 - lacking / 2))


def _numbered(asked: Sequence[AskedSkill], profiles: Sequence[Mapping[str, int]]) -> dict[str, int]:
    concepts = {link.concept for skill in asked for link in skill.links}
    concepts.update(concept for profile in profiles for concept in profile)
    return {concept: column for column, concept in enumerate(sorted(concepts))}


def _weights(asked: Sequence[Sequence[AskedSkill]], posts: Sequence[Post], knowledge: Knowledge) -> list[int]:
    return [
        importance(skill, knowledge) if post.skills else 0
        for skills, post in zip(asked, posts, strict=True)
        for skill in skills
    ]


def _consecutive(asked: Sequence[Sequence[AskedSkill]], weights: Sequence[int]) -> Entries:
    """Group the asked skills, numbered through, by post."""
    starts = list(accumulate((len(skills) for skills in asked[:-1]), initial=0))
    return Entries(
        np.arange(len(weights)), np.array(weights, dtype=np.float64), np.array(starts, dtype=np.int64)
    )
