"""How well students and vacancies are ranked for each other: nDCG@10, plain order, policy weights."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from matching import ranking_data
from matching.evaluation import Estimate, estimate, ndcg
from matching.matcher import Matcher
from matching.quality_table import Row, Table
from matching.ranking_data import RankingTask
from matching.word_linking import Wordbook

DEPTH = 10


def student_tables(data: Path) -> Iterator[Table]:
    """Rank vacancies for students and students for vacancies, on skills only and with level and distance."""
    task = ranking_data.students_and_vacancies(data, places=False)
    words = wordbook_of(task)
    skills = matcher_of(task, words)
    yield _table(
        "Student → vacancies, skills only",
        for_persons(skills, task),
        0.78,
        {"BM25": 0.573, "char TF-IDF": 0.632, "oracle ids": 0.672},
    )
    yield _table("Vacancy → students", for_posts(skills, task), 0.76, {"BM25": 0.503, "char TF-IDF": 0.611})
    task = ranking_data.students_and_vacancies(data, places=True)
    whole = matcher_of(task, words)
    yield _table(
        "Student → vacancies, with level and distance",
        for_persons(whole, task),
        0.74,
        {"BM25": 0.562, "char TF-IDF": 0.618},
    )


def profile_tables(data: Path) -> Iterator[Table]:
    """Rank ESCO occupations for O*NET profiles: real wordings on both sides."""
    task = ranking_data.profiles_and_occupations(data)
    found = for_persons(matcher_of(task, wordbook_of(task)), task)
    yield _table("O*NET profile → ESCO occupation", found, 0.58, {"BM25": 0.496, "char TF-IDF": 0.503})


def wordbook_of(task: RankingTask) -> Wordbook:
    """Link the words of a task, as the command line does."""
    return Wordbook.with_labels(task.persons, task.posts, task.labels, task.relations)


def matcher_of(task: RankingTask, words: Wordbook) -> Matcher:
    """Make the matcher of a task whose words are linked."""
    return Matcher(
        [words.person(person) for person in task.persons],
        [words.post(post) for post in task.posts],
        ranking_data.knowledge(task),
    )


def for_persons(matcher: Matcher, task: RankingTask) -> Estimate:
    """Measure the rankings of posts for persons."""
    return estimate([*person_figures(matcher, task).values()])


def for_posts(matcher: Matcher, task: RankingTask) -> Estimate:
    """Measure the rankings of persons for posts."""
    return estimate([*post_figures(matcher, task).values()])


def person_figures(matcher: Matcher, task: RankingTask) -> dict[str, float]:
    """Measure the ranking of posts for each person."""
    return _measured(
        {
            person.id: [match.post for match in matcher.posts_for(person, top=DEPTH).matches]
            for person in matcher.persons
        },
        task.grades,
    )


def post_figures(matcher: Matcher, task: RankingTask) -> dict[str, float]:
    """Measure the ranking of persons for each post."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for person, judged in task.grades.items():
        for post, grade in judged.items():
            grades[post][person] = grade
    return _measured(
        {
            post.id: [match.person for match in matcher.persons_for(post, top=DEPTH).matches]
            for post in matcher.posts
        },
        grades,
    )


def _measured(rankings: Mapping[str, list[str]], grades: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    judged = [query for query in rankings if any(grades.get(query, {}).values())]
    return {query: ndcg(rankings[query], grades[query], DEPTH) for query in judged}


def _table(title: str, ours: Estimate, goal: float, beside: Mapping[str, float]) -> Table:
    rows = [*(Row(name, [figure]) for name, figure in beside.items()), Row("ours", [ours])]
    notes = [f"Goal: ≥ {goal}. {ours.queries} queries, 95 % bootstrap interval."]
    return Table(f"{title}: nDCG@10", ["nDCG@10"], rows, notes)
