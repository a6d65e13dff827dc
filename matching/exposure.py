"""Who gets seen: how varied lists are, and whether companies and students get their share of the places."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2
from statistics import fmean

import numpy as np

from matching.diversity import alike, loss
from matching.evaluation import SAMPLES, Estimate, estimate
from matching.matcher import DIVERSIFIED, Matcher
from matching.quality_table import Row, Table
from matching.records import Post

FIRST, SHOWN = 10, 20
"""How many places of a list are looked at for variety and for who is seen at all; and for exposure."""

SIZES = ((0, "none"), (1, "1"), (2, "2"), (5, "3–5"), (10, "6–10"))
"""Groups of companies by how many vacancies, or seats, they have: at most so many."""

Shares = Mapping[str, float]


class NobodyEligible(Exception):
    """Nobody may match anything, so nothing can be seen."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("no active student is eligible for an open vacancy")


@dataclass(frozen=True, slots=True)
class Lists:
    """Every eligible post for every person who has one, by id, best first, as plain and as varied lists."""

    plain: Sequence[Sequence[str]]
    varied: Sequence[Sequence[str]]
    losses: Sequence[float]

    @classmethod
    def of(cls, matcher: Matcher) -> "Lists":
        """Rank all posts for all persons."""
        plain, varied, losses = [], [], []
        for person in matcher.persons:
            one = matcher.posts_for(person, top=len(matcher.posts)).matches
            other = matcher.posts_for(person, top=len(matcher.posts), diversified=True).matches
            if one:
                plain.append([match.post for match in one])
                varied.append([match.post for match in other])
                losses.append(loss(one[:DIVERSIFIED], other[:DIVERSIFIED]))
        return cls(plain, varied, losses)


def exposure_tables(matcher: Matcher) -> list[Table]:
    """Table variety and who is seen at all, then exposure by the size of the companies that offer the posts.

    Raises `NobodyEligible` when all lists are empty.
    """
    lists, posts = Lists.of(matcher), {post.id: post for post in matcher.posts}
    if not lists.plain:
        raise NobodyEligible
    vacancies = Counter(_host(post) for post in matcher.posts)
    seats: Counter[str] = Counter()
    for post in matcher.posts:
        seats[_host(post)] += 1 if post.seats is None else post.seats
    return [
        seen_table(lists, posts, _found(matcher)),
        size_table("open vacancies", lists, posts, vacancies),
        size_table("seats left", lists, posts, seats),
    ]


def seen_table(lists: Lists, posts: Mapping[str, Post], found: float) -> Table:
    """Table how varied lists are, and the part of those eligible who are seen at all."""
    rows = [
        Row(name, [cost, variety(each, posts), seen(each, posts), found])
        for name, each, cost in (
            ("plain", lists.plain, 0.0),
            ("varied", lists.varied, estimate(lists.losses)),
        )
    ]
    notes = [
        f"{len(lists.plain)} students with an eligible vacancy. Loss: the part of the discounted scores of "
        f"the first {DIVERSIFIED} given up. Variety: 1 − the mean likeness of two of the first {FIRST}. "
        f"Companies: those in somebody's first {FIRST}, of those with an eligible student. Students: those "
        f"in some vacancy's first {SHOWN}, of those with an eligible vacancy (goal ≥ .950)."
    ]
    columns = ["loss", "variety", "companies seen", "students seen"]
    return Table("Lists and who is seen", columns, rows, notes)


def variety(lists: Sequence[Sequence[str]], posts: Mapping[str, Post]) -> float | None:
    """Give 1 − the mean likeness of two of the first posts, over the lists that have two; else ``None``."""
    firsts = [[posts[post] for post in each[:FIRST]] for each in lists if len(each) > 1]
    apart = [1 - fmean(alike(one, other) for one, other in combinations(first, 2)) for first in firsts]
    return fmean(apart) if apart else None


def seen(lists: Sequence[Sequence[str]], posts: Mapping[str, Post]) -> float:
    """Give the part of the companies with somebody eligible who stand among somebody's first."""
    eligible = {_host(posts[post]) for each in lists for post in each}
    return len({_host(posts[post]) for each in lists for post in each[:FIRST]}) / len(eligible)


def _found(matcher: Matcher) -> float:
    """Give the part of the persons with an eligible post who stand among the first of some post."""
    eligible, first = set(), set()
    for post in matcher.posts:
        ranked = [match.person for match in matcher.persons_for(post, top=len(matcher.persons)).matches]
        eligible.update(ranked)
        first.update(ranked[:SHOWN])
    return len(first) / len(eligible)


def size_table(what: str, lists: Lists, posts: Mapping[str, Post], sizes: Mapping[str, int]) -> Table:
    """Table which share of the exposure companies of a size get over their share of the eligible posts."""
    groups = {host: _size(count) for host, count in sizes.items()}

    def group_of(post: str) -> str:
        return groups[_host(posts[post])]

    eligible = [shares(each, group_of, lambda _: 1.0) for each in lists.plain]
    ratios = [
        exposure_ratios([shares(each[:SHOWN], group_of, exposure) for each in found], eligible)
        for found in (lists.plain, lists.varied)
    ]
    counted = Counter(groups.values())
    rows = [
        Row(
            name,
            [
                str(counted[name]),
                fmean(each.get(name, 0.0) for each in eligible),
                *(each[name] for each in ratios),
            ],
        )
        for name in (*(name for _, name in SIZES), "more")
        if name in ratios[0]
    ]
    notes = [
        f"Exposure: the sum of 1 ÷ log₂(1 + rank) over the first {SHOWN}, every student counting 1; divided "
        "by the share of the eligible vacancies. 95 % bootstrap interval over students; goal ≥ .800."
    ]
    columns = ["companies", "share of the eligible", "exposure ÷ share, plain", "varied"]
    return Table(f"Exposure by {what} of the company", columns, rows, notes)


def exposure(rank: int) -> float:
    """Give how much a place in a list is seen, the first counting 1."""
    return 1 / log2(1 + rank)


def shares(ranked: Sequence[str], group_of: Callable[[str], str], worth: Callable[[int], float]) -> Shares:
    """Give the share (0–1) of each group in one list, by what each place is worth."""
    total: dict[str, float] = defaultdict(float)
    for rank, post in enumerate(ranked, start=1):
        total[group_of(post)] += worth(rank)
    return {group: each / sum(total.values()) for group, each in total.items()}


def exposure_ratios(exposed: Sequence[Shares], eligible: Sequence[Shares]) -> dict[str, Estimate]:
    """Give exposure over eligibility for each group that is eligible for somebody, with its interval."""
    drawn = np.random.default_rng(0).integers(0, len(eligible), (SAMPLES, len(eligible)))
    found = {}
    for group in sorted({group for each in eligible for group in each}):
        over = np.array([each.get(group, 0.0) for each in exposed])
        under = np.array([each.get(group, 0.0) for each in eligible])
        sampled = over[drawn].sum(axis=1) / np.maximum(under[drawn].sum(axis=1), 1e-12)
        low, high = np.quantile(sampled, (0.025, 0.975))
        found[group] = Estimate(float(over.sum() / under.sum()), float(low), float(high), len(eligible))
    return found


def _host(post: Post) -> str:
    return post.company or post.id


def _size(count: int) -> str:
    return next((name for most, name in SIZES if count <= most), "more")
