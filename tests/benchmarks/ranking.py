"""One student against all vacancies, and everybody against all, beside scikit-learn and Python filtering."""

import resource

from matching import eligibility
from matching.matcher import Matcher
from matching.scoring import score
from tests.benchmarks.clock import race, table
from tests.benchmarks.peers import CosineThenFilter
from tests.benchmarks.world import Region, make_region

PERSONS, POSTS = 3_500, 2_000
SAMPLE = 100


def run(*, quick: bool = False, seed: int = 1) -> None:
    """Print the tables; raises AssertionError when the fast path differs from the slow definition."""
    region = make_region(seed, persons=200 if quick else PERSONS, posts=300 if quick else POSTS)
    matcher = Matcher(region.persons, region.posts, region.knowledge)
    peer = CosineThenFilter(region.persons, region.posts)
    pairs = check(region, matcher, sample=5 if quick else 25)
    print(f"{len(region.persons)} students × {len(region.posts)} vacancies; {pairs:.1%} of pairs eligible")
    print(_one(region, matcher, peer, rounds=2 if quick else 7))
    print(_all(region, matcher, peer, rounds=1 if quick else 2))
    print(
        f"  peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )


def check(region: Region, matcher: Matcher, *, sample: int) -> float:
    """Hold the fast path to the definition, pair by pair; gives the share of pairs that is eligible."""
    found = 0
    for person in region.persons[:: max(1, len(region.persons) // sample)][:sample]:
        ranking = matcher.posts_for(person, top=len(region.posts))
        fast = {match.post: match.parts for match in ranking.matches}
        slow = {
            post.id: score(person, post, region.knowledge)
            for post in region.posts
            if eligibility.eligible(person, post)
        }
        assert fast == slow, f"the fast path differs from the definition for {person.id}"
        found += len(slow)
    return found / (sample * len(region.posts))


def _one(region: Region, matcher: Matcher, peer: CosineThenFilter, *, rounds: int) -> str:
    rows = range(0, len(region.persons), max(1, len(region.persons) // SAMPLE))
    contestants = {
        "Stagepoort, exact full score": lambda: [matcher.posts_for(region.persons[row]) for row in rows],
        "sklearn cosine_similarity + Python filtering": lambda: [peer.posts_for(row) for row in rows],
    }
    return table("One student, top 20", race(contestants, rounds=rounds), per=len(rows))


def _all(region: Region, matcher: Matcher, peer: CosineThenFilter, *, rounds: int) -> str:
    contestants = {
        "Stagepoort, exact full score": lambda: [matcher.posts_for(person) for person in region.persons],
        "sklearn cosine_similarity + Python filtering": peer.all_posts,
    }
    return table("Everybody, top 20", race(contestants, rounds=rounds), unit="s")
