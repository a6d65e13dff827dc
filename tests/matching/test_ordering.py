"""The order between equals, and variety in a student's list."""

import numpy as np
import pytest

from matching.diversity import alike, diversify, loss
from matching.knowledge import Knowledge
from matching.matcher import Match, Matcher
from matching.ordering import Lots, first
from matching.records import AskedSkill, Link, OwnSkill, Person, Post
from matching.scoring import Parts


def order(totals, exposure, lots, count=10):
    return first(
        np.array(totals),
        np.array(exposure, dtype=float),
        count=count,
        lots=lambda places: [lots[p] for p in places],
    ).tolist()


ORDERS = [
    ([9000, 9050, 100], [0, 0, 0], [b"a", b"b", b"c"], [1, 0, 2]),  # bands of 50 points
    ([9001, 9049, 9000], [0, 0, 0], [b"b", b"c", b"a"], [2, 0, 1]),  # the lot within a band
    ([9001, 9049, 9000], [2, 0.5, 1], [b"a", b"b", b"c"], [1, 2, 0]),  # who was shown least goes first
    ([], [], [], []),
]


@pytest.mark.parametrize(("totals", "exposure", "lots", "expected"), ORDERS)
def test_order(totals, exposure, lots, expected):
    assert order(totals, exposure, lots) == expected


@pytest.mark.parametrize("count", range(5))
def test_cutting_off_early_changes_nothing(count):
    totals, exposure, lots = [100, 149, 100, 40], [0, 0, 0, 0], [b"c", b"a", b"b", b"d"]
    assert order(totals, exposure, lots, count) == order(totals, exposure, lots)[:count]


def test_lots_change_with_the_week_and_the_seed_and_are_stable():
    def drawn(**key):
        return Lots(**key).draw("post", [f"{n}" for n in range(20)])

    assert drawn() == drawn()
    assert len({tuple(drawn()), tuple(drawn(week="2026-W47")), tuple(drawn(seed="1"))}) == 3


def test_a_lot_is_the_same_from_either_side():
    assert Lots().draw("post", ["sanne"]) == Lots().draw_posts("sanne", ["post"])


def test_a_lot_does_not_run_ids_together():
    assert Lots().draw("ab", ["c"]) != Lots().draw("a", ["bc"])


def match(post: str, total: int) -> Match:
    return Match("sanne", post, Parts(total, 0, 0))


def test_of_the_first_ten_two_are_from_one_company_while_there_are_others():
    posts = {f"{n}": Post(f"{n}", company="big" if n < 12 else f"small {n}") for n in range(20)}
    shown = diversify([match(each, 9_000 - int(each)) for each in posts], posts)
    assert sum(posts[each.post].company == "big" for each in shown[:10]) == 2
    assert sorted(each.post for each in shown) == sorted(posts)


def test_a_lone_company_fills_the_list():
    posts = {f"{n}": Post(f"{n}", company="big") for n in range(5)}
    matches = [match(each, 9_000) for each in posts]
    assert diversify(matches, posts) == matches


def test_unknown_companies_are_no_company():
    posts = {f"{n}": Post(f"{n}") for n in range(12)}
    matches = [match(each, 9_000) for each in posts]
    assert diversify(matches, posts) == matches


LIKENESS = [
    ({}, {}, 0.0),
    ({"company": "a"}, {"company": "a"}, 0.4),
    ({"sector": "a"}, {"sector": "a"}, 0.2),
    ({"occupations": ("a", "b")}, {"occupations": ("b",)}, 0.4),
    ({"company": "a", "sector": "b"}, {"company": "b", "sector": "a"}, 0.0),
]


@pytest.mark.parametrize(("one", "other", "expected"), LIKENESS)
def test_alike(one, other, expected):
    assert alike(Post("one", **one), Post("other", **other)) == expected


def test_loss_is_what_the_order_gives_up():
    plain = [match("a", 10_000), match("b", 5_000)]
    assert loss(plain, plain) == 0
    assert loss(plain, plain[::-1]) == pytest.approx(1 - (0.5 + 0.63093) / (1 + 0.31546), abs=1e-5)
    assert loss([], []) == 0


def test_the_matcher_varies_a_list_only_when_asked():
    asked = (AskedSkill((Link("mig"),)),)
    posts = [
        *(Post(f"big {n}", company="big", sector="metal", skills=asked) for n in range(4)),
        Post("small", company="small", sector="care"),
    ]
    matcher = Matcher([], posts, Knowledge())
    sanne = Person("sanne", (OwnSkill((Link("mig"),)),))
    plain = [each.post for each in matcher.posts_for(sanne).matches]
    varied = [each.post for each in matcher.posts_for(sanne, diversified=True).matches]
    assert (plain.index("small"), varied.index("small"), sorted(varied)) == (4, 2, sorted(plain))
