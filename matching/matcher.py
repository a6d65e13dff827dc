"""The matcher: which posts suit a person and which persons suit a post, exact, in order, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching import explanation, location
from matching.asked_columns import AskedColumns
from matching.columns import Column, Flags, Floats, PersonColumns, PostColumns
from matching.diversity import diversify
from matching.eligibility import Failure, failures
from matching.held_columns import HeldColumns, row
from matching.knowledge import Knowledge
from matching.masks import eligible, metres_between
from matching.ordering import Lots, first
from matching.reasons import Row
from matching.records import Person, Post
from matching.scoring import POLICY, Parts, Weights
from matching.skills import Held, expand

DIVERSIFIED = 50
"""How many of a student's first posts are reordered for variety."""


@dataclass(frozen=True, slots=True)
class Match:
    """One person with one post, by their ids, and the score in parts."""

    person: str
    post: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of matches, best first, and how many are eligible in all (paging reaches every one)."""

    matches: tuple[Match, ...]
    eligible_count: int


@dataclass(frozen=True, slots=True)
class _Scored:
    """Points per row of the many side, and which rows are eligible."""

    eligible: Flags
    skills: Column
    level: Column
    location: Column


class Matcher:
    """Persons and posts of one moment, ready to be matched."""

    def __init__(
        self,
        persons: Sequence[Person],
        posts: Sequence[Post],
        knowledge: Knowledge,
        *,
        weights: Weights = POLICY,
        lots: Lots | None = None,
        exposure: Mapping[str, float] | None = None,
    ) -> None:
        """Take the records of both sides; ``exposure`` is yesterday's per seat by id, absent ones count 0."""
        self.persons, self.posts, self.knowledge = tuple(persons), tuple(posts), knowledge
        self.weights, self.lots, self._exposure = weights, lots or Lots(), exposure or {}
        self._expanded: tuple[Person, Held] | None = None

    def posts_for(
        self,
        person: Person,
        *,
        top: int = 20,
        offset: int = 0,
        diversified: bool = False,
        all_kinds: bool = False,
        apart_from: Collection[str] = (),
    ) -> Ranking:
        """Rank the eligible posts for a person, who need not be among the matcher's own.

        ``diversified`` reorders the first 50 for variety; ``all_kinds`` drops the rule about kinds wanted;
        posts of the companies in ``apart_from`` stay out and uncounted.
        """
        if not self.posts:
            return Ranking((), 0)
        held = expand(person, self.knowledge)
        asked = self._asked
        own, every = row(held.own, asked.columns), row(held.all, asked.columns)
        shares = asked.shares(own, every, row(held.toward, asked.occupations))[0]
        scored = self._scored(PersonColumns.of([person]), self._post_columns, shares, all_kinds=all_kinds)
        rows = np.flatnonzero(scored.eligible & self._outside(apart_from))
        places = first(
            (scored.skills + scored.level + scored.location)[rows],
            self._post_exposure[rows],
            count=max(DIVERSIFIED, offset + top) if diversified else offset + top,
            lots=lambda chosen: self.lots.draw_posts(person.id, [self.posts[row].id for row in rows[chosen]]),
        )
        matches = [_match(person, self.posts[rows[place]], scored, rows[place]) for place in places]
        if diversified:
            posts = {self.posts[rows[place]].id: self.posts[rows[place]] for place in places[:DIVERSIFIED]}
            matches[:DIVERSIFIED] = diversify(matches[:DIVERSIFIED], posts)
        return Ranking(tuple(matches[offset : offset + top]), len(rows))

    def persons_for(self, post: Post, *, top: int = 20, offset: int = 0, all_kinds: bool = False) -> Ranking:
        """Rank the eligible persons for a post, which need not be among the matcher's own."""
        if not self.persons:
            return Ranking((), 0)
        asked = AskedColumns.of([post], self.knowledge)
        own, every, toward = self._held
        shares = asked.shares(
            own.matrix(asked.columns), every.matrix(asked.columns), toward.matrix(asked.occupations)
        )[:, 0]
        scored = self._scored(self._person_columns, PostColumns.of([post]), shares, all_kinds=all_kinds)
        rows = np.flatnonzero(scored.eligible)
        places = first(
            (scored.skills + scored.level + scored.location)[rows],
            self._person_exposure[rows],
            count=offset + top,
            lots=lambda chosen: self.lots.draw(post.id, [self.persons[row].id for row in rows[chosen]]),
        )[offset:]
        matches = tuple(_match(self.persons[rows[place]], post, scored, rows[place]) for place in places)
        return Ranking(matches, len(rows))

    def why_not(self, person: Person, post: Post) -> tuple[Failure, ...]:
        """List every rule that keeps the two apart, with both values and the smallest change to pass."""
        return failures(person, post)

    def explain(self, person: Person, post: Post) -> tuple[Row, ...]:
        """Explain the score of two records in rows whose points add up to it."""
        if self._expanded is None or self._expanded[0] is not person:
            self._expanded = person, expand(person, self.knowledge)
        return explanation.explain(person, post, self.knowledge, self.weights, held=self._expanded[1])

    def _scored(
        self, persons: PersonColumns, posts: PostColumns, shares: Floats, *, all_kinds: bool
    ) -> _Scored:
        metres = metres_between(persons, posts)
        near = location.share(metres, persons.reach, posts.remote)
        rows = np.arange(len(posts.level_share))
        return _Scored(
            eligible(persons, posts, metres, all_kinds=all_kinds),
            _points(self.weights.skills, shares),
            _points(self.weights.level, posts.level_share[rows, persons.level] / 100),
            _points(self.weights.location, near),
        )

    def _outside(self, companies: Collection[str]) -> Flags:
        if not companies:
            return np.ones(len(self.posts), dtype=bool)
        return np.array([post.company not in companies for post in self.posts])

    @cached_property
    def _post_exposure(self) -> Floats:
        return np.array([self._exposure.get(post.id, 0.0) for post in self.posts])

    @cached_property
    def _person_exposure(self) -> Floats:
        return np.array([self._exposure.get(person.id, 0.0) for person in self.persons])

    @cached_property
    def _post_columns(self) -> PostColumns:
        return PostColumns.of(self.posts)

    @cached_property
    def _person_columns(self) -> PersonColumns:
        return PersonColumns.of(self.persons)

    @cached_property
    def _asked(self) -> AskedColumns:
        return AskedColumns.of(self.posts, self.knowledge)

    @cached_property
    def _held(self) -> tuple[HeldColumns, HeldColumns, HeldColumns]:
        expanded = [expand(person, self.knowledge) for person in self.persons]
        return (
            HeldColumns.of([held.own for held in expanded]),
            HeldColumns.of([held.all for held in expanded]),
            HeldColumns.of([person.toward for person in self.persons]),
        )


def _points(most: int, shares: Floats) -> Column:
    """Turn shares into whole points as `matching.scoring.points` does."""
    return np.floor(most * shares + 0.5).astype(np.int64)


def _match(person: Person, post: Post, scored: _Scored, row: int) -> Match:
    parts = Parts(int(scored.skills[row]), int(scored.level[row]), int(scored.location[row]))
    return Match(person.id, post.id, parts)
