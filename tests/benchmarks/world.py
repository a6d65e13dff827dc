"""A seeded region of records: Zipf skills grouped by occupation, real distances, mixed unknowns."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from matching.knowledge import Knowledge
from matching.records import (
    AgeClass,
    AgeStep,
    AskedSkill,
    Command,
    Kind,
    Link,
    OwnSkill,
    Person,
    Post,
    Recognition,
    Weight,
)

SKILLS, OCCUPATIONS = 14_000, 3_000
KINDS = list(Kind)
PROGRAMMES = [str(25_000 + number) for number in range(60)]


@dataclass(frozen=True, slots=True)
class Region:
    """Persons, posts, and what the engine knows beside them."""

    persons: list[Person]
    posts: list[Post]
    knowledge: Knowledge


def make_region(seed: int, *, persons: int, posts: int) -> Region:
    """Draw a region of that size; the same seed gives the same region."""
    rng = np.random.default_rng(seed)
    needs = _needs(rng)
    triples = [
        (f"o{o}", f"s{skill}", "essential" if rank < 12 else "optional")
        for o, skills in enumerate(needs)
        for rank, skill in enumerate(skills)
    ]
    return Region(
        [_person(rng, number, needs) for number in range(persons)],
        [_post(rng, number, needs) for number in range(posts)],
        Knowledge.from_relations(occupation_skills=triples),
    )


def _needs(rng: np.random.Generator) -> list[list[int]]:
    """Give each occupation 40 skills: some that everybody uses (Zipf), most of its own corner."""
    needs = []
    for occupation in range(OCCUPATIONS):
        corner = occupation * SKILLS // OCCUPATIONS
        own = (corner + rng.integers(0, 120, 30)) % SKILLS
        shared = np.minimum(rng.zipf(1.3, 10) - 1, SKILLS - 1)
        needs.append(list(dict.fromkeys([*own.tolist(), *shared.tolist()])))
    return needs


def _person(rng: np.random.Generator, number: int, needs: list[list[int]]) -> Person:
    skills = _some(rng, needs, 17)
    lat, lon = _place(rng)
    return Person(
        id=f"p{number}",
        skills=tuple(OwnSkill((Link(f"s{s}"),), Command(int(rng.integers(1, 4)))) for s in skills),
        level=int(rng.integers(1, 7)),
        programme=str(rng.choice(PROGRAMMES)),
        lat=lat,
        lon=lon,
        reach_km=float(rng.choice([10, 15, 25, 40])) if rng.random() > 0.1 else None,
        kinds=frozenset(rng.choice(KINDS, 2)),
        available_from=date(2027, 1, 1) + timedelta(days=int(rng.integers(0, 60))),
        available_until=date(2027, 7, 1) + timedelta(days=int(rng.integers(0, 200))),
        hours=(8.0, 40.0),
        languages={"nl": "B2", "en": "A2"},
        licences=frozenset(),
        ages=(AgeStep(None, AgeClass.ADULT if rng.random() > 0.3 else AgeClass.FROM_16),),
    )


def _post(rng: np.random.Generator, number: int, needs: list[list[int]]) -> Post:
    occupation = int(rng.integers(0, len(needs)))
    asked = rng.permutation(needs[occupation])[:9]
    weights = [Weight.MUST] * 2 + [Weight.SHOULD] * 5 + [Weight.NICE] * 2
    lat, lon = _place(rng)
    return Post(
        id=f"v{number}",
        kind=str(rng.choice(KINDS)),
        occupations=(f"o{occupation}",),
        skills=tuple(AskedSkill((Link(f"s{s}"),), w) for s, w in zip(asked, weights, strict=False)),
        level=int(rng.integers(1, 7)) if rng.random() > 0.1 else None,
        recognised=None if rng.random() < 0.4 else tuple(map(Recognition, rng.choice(PROGRAMMES, 12))),
        lat=lat,
        lon=lon,
        start=date(2027, 2, 1),
        end=date(2027, 6, 25),
        hours=(24.0, 40.0),
        languages={"nl": "B1"} if rng.random() < 0.5 else None,
        company=f"c{rng.integers(0, 600)}",
    )


def _some(rng: np.random.Generator, needs: list[list[int]], count: int) -> list[int]:
    pool = [skill for occupation in rng.integers(0, len(needs), 2) for skill in needs[occupation]]
    return list(dict.fromkeys(rng.permutation(pool).tolist()))[:count]


def _place(rng: np.random.Generator) -> tuple[float, float]:
    """Draw a point in or around the region, in degrees."""
    return round(float(rng.normal(51.21, 0.12)), 4), round(float(rng.normal(5.87, 0.18)), 4)
