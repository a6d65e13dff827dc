"""The fast matcher held to the slow and obvious one, on random worlds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import eligibility
from matching.columns import PersonColumns, PostColumns
from matching.masks import eligible, metres_between
from matching.matcher import Matcher, Ranking
from matching.ordering import Lots
from matching.scoring import score
from tests.matching import oracle
from tests.matching.strategies import knowledges, many, persons, posts

exposures = st.dictionaries(st.sampled_from("0123"), st.sampled_from((0.5, 1.0, 3.0)))
tops = st.integers(1, 10)


def listed(ranking: Ranking, side: str) -> list[tuple[str, int, int, int]]:
    return [
        (getattr(match, side), match.parts.skills, match.parts.level, match.parts.location)
        for match in ranking.matches
    ]


@settings(max_examples=60, deadline=None)
@given(persons(), many(posts), knowledges, tops, exposures)
def test_posts_for_a_person_are_those_of_the_oracle(person, world, knowledge, top, exposure):
    lots = Lots(seed="7", week="2026-W47")
    ranking = Matcher([], world, knowledge, lots=lots, exposure=exposure).posts_for(person, top=top)
    expected, count = oracle.posts_for(person, world, knowledge, top, "2026-W47", "7", exposure)
    assert (listed(ranking, "post"), ranking.eligible_count) == (expected, count)


@settings(max_examples=60, deadline=None)
@given(posts(), many(persons), knowledges, tops, exposures)
def test_persons_for_a_post_are_those_of_the_oracle(post, world, knowledge, top, exposure):
    ranking = Matcher(world, [], knowledge, exposure=exposure).persons_for(post, top=top)
    expected, count = oracle.persons_for(post, world, knowledge, top, exposure=exposure)
    assert (listed(ranking, "person"), ranking.eligible_count) == (expected, count)


@settings(max_examples=60, deadline=None)
@given(many(persons), many(posts), knowledges)
def test_a_pair_scores_the_same_from_either_side_and_alone(many_persons, many_posts, knowledge):
    matcher = Matcher(many_persons, many_posts, knowledge)
    forward = {
        (match.person, match.post): match.parts
        for person in many_persons
        for match in matcher.posts_for(person, top=10).matches
    }
    back = {
        (match.person, match.post): match.parts
        for post in many_posts
        for match in matcher.persons_for(post, top=10).matches
    }
    alone = {
        (person.id, post.id): score(person, post, knowledge)
        for person in many_persons
        for post in many_posts
        if eligibility.eligible(person, post)
    }
    assert forward == back == alone


@settings(max_examples=60, deadline=None)
@given(persons(), many(posts), st.booleans())
def test_masks_say_what_the_named_rules_say(person, world, all_kinds):
    rows, columns = PersonColumns.of([person]), PostColumns.of(world)
    mask = eligible(rows, columns, metres_between(rows, columns), all_kinds=all_kinds)
    assert mask.tolist() == [eligibility.eligible(person, post, all_kinds=all_kinds) for post in world]


@settings(max_examples=60, deadline=None)
@given(posts(), many(persons), st.booleans())
def test_masks_say_the_same_from_the_other_side(post, world, all_kinds):
    rows, columns = PersonColumns.of(world), PostColumns.of([post])
    mask = eligible(rows, columns, metres_between(rows, columns), all_kinds=all_kinds)
    assert mask.tolist() == [eligibility.eligible(person, post, all_kinds=all_kinds) for person in world]


@settings(max_examples=40, deadline=None)
@given(persons(), many(posts, most=12), knowledges, st.integers(1, 5))
def test_paging_reaches_everybody_once_in_order(person, world, knowledge, page):
    matcher = Matcher([], world, knowledge)
    whole = matcher.posts_for(person, top=100)
    pages = [
        match
        for offset in range(0, len(world) + 1, page)
        for match in matcher.posts_for(person, top=page, offset=offset).matches
    ]
    assert (tuple(pages), len(pages)) == (whole.matches, whole.eligible_count)


@settings(max_examples=40, deadline=None)
@given(persons(), many(posts, most=12), knowledges)
def test_a_diversified_list_is_a_permutation(person, world, knowledge):
    matcher = Matcher([], world, knowledge)
    plain = matcher.posts_for(person, top=12)
    varied = matcher.posts_for(person, top=12, diversified=True)
    assert sorted(match.post for match in varied.matches) == sorted(match.post for match in plain.matches)
