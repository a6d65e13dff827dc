"""What the lists do beside being good: their variety, who gets seen, and that spelling changes nothing."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from matching import ranking_data
from matching.diversity import loss
from matching.evaluation import estimate
from matching.exposure import FIRST, variety
from matching.matcher import DIVERSIFIED, Match, Matcher
from matching.quality_table import Row, Table
from matching.ranking_data import RankingTask
from matching.record_reading import WordedPerson
from matching.records import Post
from matching.scoring import score
from matching.word_linking import Wordbook

COUNTERFACTUALS = 100
"""Persons and posts; every one is scored with every other."""


def list_tables(data: Path) -> Iterator[Table]:
    """Compare plain and varied lists of students, and the same students written otherwise."""
    task = ranking_data.students_and_vacancies(data, places=False)
    some = replace(task, persons=task.persons[:COUNTERFACTUALS], posts=task.posts)
    otherwise = [rewritten(person, random.Random(place)) for place, person in enumerate(some.persons)]  # noqa: S311
    words = Wordbook.with_labels([*task.persons, *otherwise], task.posts, task.labels, task.relations)
    yield variety_table(task, words)
    yield spelling_table(some, otherwise, words)


def variety_table(task: RankingTask, words: Wordbook) -> Table:
    """Table what variety costs, how alike the first ten posts are, and how evenly posts are seen."""
    posts = [words.post(post) for post in task.posts]
    matcher = Matcher([words.person(each) for each in task.persons], posts, ranking_data.knowledge(task))
    plain = [matcher.posts_for(person, top=DIVERSIFIED).matches for person in matcher.persons]
    varied = [
        matcher.posts_for(person, top=DIVERSIFIED, diversified=True).matches for person in matcher.persons
    ]
    records = {post.id: post for post in posts}
    lost = estimate([loss(one, other) for one, other in zip(plain, varied, strict=True)])
    rows = [
        Row("plain", [0.0, *_spread(plain, records)]),
        Row("varied", [lost, *_spread(varied, records)]),
    ]
    notes = [
        f"Loss: the part of the discounted scores of the first {DIVERSIFIED} given up; aim ≤ .020. "
        f"Variety: 1 − the mean likeness of two of the first {FIRST}. Seen: the part of all vacancies in "
        f"somebody's first {FIRST}; busiest tenth: the part of those places that a tenth of the companies "
        "gets (of the vacancies, where the data name no companies)."
    ]
    return Table("Varied lists", ["loss", "variety", "seen", "busiest tenth"], rows, notes)


def spelling_table(task: RankingTask, otherwise: Sequence[WordedPerson], words: Wordbook) -> Table:
    """Table how much scores change when the same skills are written otherwise and in another order."""
    knowledge = ranking_data.knowledge(task)
    posts = [words.post(post) for post in task.posts[:COUNTERFACTUALS]]
    gaps = [
        abs(score(one, post, knowledge).total - score(other, post, knowledge).total) / 10_000
        for one, other in zip(map(words.person, task.persons), map(words.person, otherwise), strict=True)
        for post in posts
    ]
    same = sum(gap == 0 for gap in gaps) / len(gaps)
    small = sum(gap <= 0.01 for gap in gaps) / len(gaps)
    rows = [Row("other case, spaces and order", [same, small, max(gaps)])]
    notes = [
        f"{len(gaps)} pairs of a student and a vacancy. Name, gender, birth date, nationality, school and "
        "photo have no field in a record and are refused where records are read, so there is nothing to vary."
    ]
    return Table("The same student, written otherwise", ["score the same", "within .01", "most"], rows, notes)


def rewritten(person: WordedPerson, chance: random.Random) -> WordedPerson:
    """Write the same skills in capitals, with spaces around and between, in another order."""
    skills = [replace(skill, text=f" {skill.text.upper().replace(' ', '  ')} ") for skill in person.skills]
    chance.shuffle(skills)
    return WordedPerson(person.record, tuple(skills))


def _spread(lists: Sequence[Sequence[Match]], posts: dict[str, Post]) -> list[float | None]:
    """Give variety within lists, the part of the posts seen, and the share of the busiest tenth."""
    firsts = [[posts[match.post] for match in each[:FIRST]] for each in lists if len(each) > 1]
    seen = {post.id for first in firsts for post in first}
    shown = Counter(post.company or post.id for first in firsts for post in first)
    hosts = {post.company or post.id for post in posts.values()}
    busiest = sum(count for _, count in shown.most_common(max(1, len(hosts) // 10)))
    apart = variety([[match.post for match in each] for each in lists], posts)
    return [apart, len(seen) / len(posts), busiest / shown.total()]
