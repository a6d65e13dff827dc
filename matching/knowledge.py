"""What the engine knows beside the records: rarity and relatedness of skills, profiles of occupations."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.records import Post
from matching.relatedness import Relatedness

COMMON = 100
"""The rarity, in hundredths, of a skill that no known occupation uses."""

ROLE = {"essential": 10, "optional": 8}
"""What it counts, in tenths, that an occupation needs, or may use, a skill."""

TELLING = 1.5
"""The power of a skill's rarity in its occupations' profiles: the rare ones tell professions apart."""

NAMED = 8.0
"""What words that name the occupation itself count in its profile, in average skills."""

HELD = 100**3
"""A concept commanded in full: command × own link × relatedness, each in hundredths."""

ENOUGH, LISTED = 0.9, 0.3
"""How many average skills make somebody as near to an occupation as can be: 0.9 × (skills listed)^.3."""

MOST_PROFESSIONS = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What an occupation asks: a weight per skill (role × rarity) and for its name, and how much is enough.

    The more skills an occupation lists, the smaller the part of them that one person needs, hence the power.
    """

    weights: Mapping[str, int]
    enough: int

    @classmethod
    def of(cls, occupation: str, skills: Mapping[str, int], average: float) -> "Profile":
        """Weigh up the skills of one occupation; ``average`` is the mean weight over all occupations."""
        listed = sum(skills.values()) / average
        enough = max(1, round(ENOUGH * average * listed**LISTED))
        return cls({**skills, occupation: round(NAMED * average)}, enough)

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
        programmes: Mapping[str, tuple[str, ...]] | None = None,
        version: str = "",
    ) -> "Knowledge":
        """Build from relations; the order of the rows does not matter.

        ``occupation_skills`` are (occupation, skill, ``essential`` or ``optional``), ``relations`` are
        (skill, skill, ``broader`` or ``related``), ``programmes`` the occupations by programme code.
        """
        rows = sorted({(occupation, skill): role for occupation, skill, role in occupation_skills}.items())
        triples = [(occupation, skill, role) for (occupation, skill), role in rows]
        rarities = _rarities(triples)
        relatedness = Relatedness.from_relations(occupation_skills=triples, relations=relations)
        return cls(version, rarities, relatedness, _profiles(triples, rarities), programmes or {})

    def rarity(self, concept: str) -> int:
        """Give the rarity of a skill in hundredths (100 where unknown)."""
        return self.rarities.get(concept, COMMON)

    def professions(self, post: Post) -> tuple[str, ...]:
        """List the known occupations of a post (≤ 8): its own, else those of its recognised programmes."""
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
        telling = (rarities[skill] / 100) ** TELLING
        weights.setdefault(occupation, {})[skill] = max(1, round(10 * ROLE[role] * telling))
    average = sum(sum(asked.values()) for asked in weights.values()) / max(1, len(rows))
    return {occupation: Profile.of(occupation, asked, average) for occupation, asked in weights.items()}
