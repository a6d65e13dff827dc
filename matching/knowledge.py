"""What the engine knows beside the records: rarity and relatedness of skills, profiles of occupations."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from matching.records import Post
from matching.relatedness import Relatedness

COMMON = 100
"""The rarity, in hundredths, of a skill that no known occupation uses."""

ROLE = {"essential": 10, "optional": 8}
"""What it counts, in tenths, that an occupation needs, or may use, a skill."""

TELLING = 1.5
"""The power of a skill's rarity in its occupations' profiles: the rare ones tell professions apart."""

HELD = 100**3
"""A concept commanded in full: command × own link × relatedness, each in hundredths."""

HALFWAY, LISTED = 0.45, 0.3
"""How many average skills bring somebody halfway to an occupation: 0.45 × (skills listed)^.3."""

TELLING_WORDS = 120
"""How much words must resemble an occupation (`matching.profession_words`) to bring somebody halfway."""

MOST_PROFESSIONS = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What an occupation asks: a weight per skill (role × rarity), and how much of it is halfway.

    The more skills an occupation lists, the smaller the part of them that one person needs, hence the power.
    """

    weights: Mapping[str, int]
    halfway: int

    @classmethod
    def of(cls, skills: Mapping[str, int], average: float) -> "Profile":
        """Weigh up the skills of one occupation; ``average`` is the mean weight over all occupations."""
        listed = sum(skills.values()) / average
        return cls(skills, max(1, round(HALFWAY * average * listed**LISTED)))

    def nearness(self, held: Mapping[str, int], toward: int = 0) -> float:
        """Give how near (0–1) somebody is who holds these concepts, and whose words are so much toward it.

        The better of both counts. Half of the way is where enough is covered; more always brings nearer.
        """
        covered = sum(weight * held.get(concept, 0) for concept, weight in self.weights.items())
        way = max(covered / (self.halfway * HELD), toward / TELLING_WORDS)
        return way * way / (1 + way * way)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Rarity, relatedness and occupations of one version of the vocabulary; plain data, can be pickled.

    ``rarities`` are hundredths by concept, ``ordinary`` is their mean over what occupations list (0 when
    none is known), ``profiles`` are by occupation, ``programmes`` the occupations that a programme code
    trains for.
    """

    version: str = ""
    rarities: Mapping[str, int] = field(default_factory=dict)
    relatedness: Relatedness = field(default_factory=lambda: Relatedness({}))
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    programmes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordinary: int = 0

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
        relatedness = Relatedness.from_relations(
            occupation_skills=triples, relations=relations, rarities=rarities
        )
        ordinary = round(fmean(rarities[skill] for _, skill, _ in triples)) if triples else 0
        return cls(version, rarities, relatedness, _profiles(triples, rarities), programmes or {}, ordinary)

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

    def nearness(self, held: Mapping[str, int], toward: Mapping[str, int], occupation: str) -> float:
        """Give how near (0–1) somebody who holds these concepts, and has these words, is to an occupation."""
        return self.profiles[occupation].nearness(held, toward.get(occupation, 0))


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
    return {occupation: Profile.of(asked, average) for occupation, asked in weights.items()}
