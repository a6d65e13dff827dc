"""Chance that repeats: the same seed and subject give the same draws on every machine."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")

UNKNOWN = 0.12
"""How often a field is not known."""

INVENTED = 8
"""The version of the UUIDs of invented rows: RFC 9562 leaves it to the maker, so real rows never have it."""


class Dice(random.Random):
    """The draws of one subject; another subject has its own, so that neither moves the other."""

    @classmethod
    def of(cls, seed: int, subject: str) -> "Dice":
        """Give the dice of one subject."""
        return cls(f"{seed} {subject}")

    def uuid(self) -> UUID:
        """Draw a UUID of version 8."""
        bits = self.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)
        return UUID(int=bits | INVENTED << 76 | 0x2 << 62)

    def chance(self, share: float) -> bool:
        """Say yes that often (0–1)."""
        return self.random() < share

    def pick(self, among: Sequence[T], weights: Sequence[float] | None = None) -> T:
        """Draw one, evenly or by weight."""
        return self.choices(among, weights)[0] if weights else self.choice(among)

    def known(self, value: T) -> T | None:
        """Give a value, or nothing as often as profiles and vacancies leave something open."""
        return None if self.chance(UNKNOWN) else value

    def by_weight(self, among: dict[T, float]) -> T:
        """Draw one by the weight that each has."""
        return self.pick(list(among), list(among.values()))

    def some(self, among: Sequence[T], least: int, most: int) -> list[T]:
        """Draw between so many different ones, or all where there are fewer."""
        return self.sample(among, min(len(among), self.randint(least, most)))

    def day(self, first: date, last: date) -> date:
        """Draw a day, both ends included."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))


def is_invented(uuid: UUID) -> bool:
    """Tell whether a row with that UUID was drawn by dice."""
    return uuid.version == INVENTED
