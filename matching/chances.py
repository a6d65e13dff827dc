"""How many seats are open to a person, and where there are none, which rule keeps the most of them shut."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from matching.columns import Flags, PersonColumns, PostColumns
from matching.masks import metres_between, passes_by_rule, recognised_for
from matching.records import Person, Post


@dataclass(frozen=True, slots=True)
class Chance:
    """``obstacle`` names a rule of `matching.eligibility.RULES`; None where there are seats, or no posts."""

    seats: int
    obstacle: str | None = None


class Chances:
    """Posts of one moment against which persons are held by the rules alone: nobody is ranked."""

    def __init__(self, posts: Sequence[Post]) -> None:
        """Take the posts; those without a free seat do not count, and an unknown number is one."""
        free = [post for post in posts if post.seats != 0]
        self._seats = np.array([post.seats or 1 for post in free], dtype=np.int64)
        self._companies = np.array([post.company for post in free], dtype=object)
        self._columns = PostColumns.of(free)
        self._recognised: dict[str | None, Flags] = {}

    def of(self, person: Person, *, apart_from: Collection[str] = ()) -> Chance:
        """Count the seats of the posts that every rule leaves to a person, but for some companies."""
        column = PersonColumns.of([person])
        metres = metres_between(column, self._columns)
        recognised = self._recognised_for(person.programme)
        passes = passes_by_rule(column, self._columns, metres, recognised=recognised)
        seats = self._seats * ~np.isin(self._companies, list(apart_from)) if apart_from else self._seats
        fails = ~np.stack(list(passes.values()))
        count = int(seats[~fails.any(axis=0)].sum())
        return Chance(count, None if count else _obstacle(list(passes), fails, seats))

    def _recognised_for(self, programme: str | None) -> Flags:
        if programme not in self._recognised:
            self._recognised[programme] = recognised_for(programme, self._columns)
        return self._recognised[programme]


def _obstacle(rules: Sequence[str], fails: Flags, seats: np.ndarray) -> str | None:
    """Give the rule that alone keeps the most seats shut; where none does alone, the one that fails most."""
    alone = (fails & (fails.sum(axis=0) == 1)) @ seats
    shut = alone if alone.any() else fails @ seats
    return rules[int(shut.argmax())] if shut.any() else None
