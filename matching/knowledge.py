"""What the engine knows beside the records: how rare a skill is, what it resembles, what an occupation asks."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.records import Post
from matching.relatedness import Relatedness
from matching.vocabulary import Vocabulary

COMMON = 100
"""The rarity, in hundredths, of a skill that no known occupation uses."""

ROLE = {"essential": 10, "optional": 5}
"""What it counts, in tenths, that an occupation needs, or may use, a skill."""

HELD = 100**3
"""A concept commanded in full: command × own link × relatedness, each in hundredths."""

ENOUGH = 40
"""How soon somebody is as near to an occupation as can be; see `Profile`."""

MOST_PROFESSIONS = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What an occupation asks: a weight per skill (role × rarity), and how much of it is enough.

    The more skills an occupation lists, the smaller the part of them that one person needs, hence the root.
    """

    weights: Mapping[str, int]
    enough: int

    @classmethod
    def of(cls, weights: Mapping[str, int]) -> "Profile":
        """Weigh up the skills of one occupation."""
        return cls(weights, max(1, round(ENOUGH * math.sqrt(sum(weights.values())))))

    def nearness(self, held: Mapping[str, int]) -> float:
        """Give how near (0–1) somebody who holds these concepts is; more never lowers it."""
        covered = sum(weight * held.get(concept, 0) for concept, weight in self.weights.items())
        return min(1.0, covered / (self.enough * HELD))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Rarity, relatedness and occupations of one version of the vocabulary; plain data, can be pickled.

    ``rarities`` are hundredths by concept, ``profiles`` by occupation, ``programmes`` the occupations that a
    programme code trains for.
    """

    version: str = ""
    rarities: Mapping[str, int] = field(default_factory=dict)
    relatedness: Relatedness = field(default_factory=lambda: Relatedness({}))
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    programmes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_relations(
        cls,
        *,
        occupation_skills: Iterable[tuple[str, str, str]] = (),
        relations: Iterable[tuple[str, str, str]] = (),
        vocabulary: Vocabulary | None = None,
        programmes: Mapping[str, tuple[str, ...]] | None = None,
        version: str = "",
    ) -> "Knowledge":
        """Build from (occupation, skill, ``essential`` or ``optional``) and (skill, skill, ``broader`` or ``related``)."""
        rows = sorted({(occupation, skill): role for occupation, skill, role in occupation_skills}.items())
        triples = [(occupation, skill, role) for (occupation, skill), role in rows]
        rarities = _rarities(triples)
        relatedness = Relatedness.from_relations(
            occupation_skills=triples, relations=relations, vocabulary=vocabulary
        )
        return cls(version, rarities, relatedness, _profiles(triples, rarities), programmes or {})

    def rarity(self, concept: str) -> int:
        """Give the rarity of a skill in hundredths (100 where unknown)."""
        return self.rarities.get(concept, COMMON)

    def professions(self, post: Post) -> tuple[str, ...]:
        """List the known occupations of a post: its own, else those of the programmes it is recognised for."""
        own = post.occupations or tuple(
            occupation
            for entry in post.recognised or ()
            for occupation in self.programmes.get(entry.programme, ())
        )
        return tuple(sorted({each for each in own if each in self.profiles}))[:MOST_PROFESSIONS]

    def nearness(self, held: Mapping[str, int], occupation: str) -> float:
        """Give how near (0–1) somebody who holds these concepts is to an occupation."""
        return self.profiles[occupation].nearness(held)


def _rarities(rows: list[tuple[str, str, str]]) -> dict[str, int]:
    """Take the logarithm of how few of the occupations use a skill."""
    occupations = len({occupation for occupation, _, _ in rows})
    users: dict[str, int] = {}
    for _, skill, _ in rows:
        users[skill] = users.get(skill, 0) + 1
    return {skill: max(1, round(100 * math.log((occupations + 1) / count))) for skill, count in users.items()}


def _profiles(rows: list[tuple[str, str, str]], rarities: Mapping[str, int]) -> dict[str, Profile]:
    weights: dict[str, dict[str, int]] = {}
    for occupation, skill, role in rows:
        weights.setdefault(occupation, {})[skill] = ROLE[role] * rarities[skill]
    return {occupation: Profile.of(asked) for occupation, asked in weights.items()}
