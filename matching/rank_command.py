"""The command that ranks vacancies for students, or students for vacancies: ``python -m matching rank``."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matching.knowledge import Knowledge
from matching.labels import read_labels
from matching.matcher import Match, Matcher, Ranking
from matching.ordering import Lots
from matching.record_reading import WordedPerson, WordedPost, read_persons, read_posts
from matching.records import Person, Post
from matching.relations import read_relations
from matching.tables import BadTable
from matching.word_linking import Wordbook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--students", required=True, type=Path, help="JSON Lines, one student a line")
    parser.add_argument("--vacancies", required=True, type=Path, help="JSON Lines, one vacancy a line")
    parser.add_argument("--labels", type=Path, help="table: concept_id, label, language, kind")
    parser.add_argument("--relations", type=Path, help="table: occupation_id, concept_id, kind")
    parser.add_argument("--for", dest="side", choices=("students", "vacancies"), default="students")
    parser.add_argument("--top", type=_positive, default=20, help="matches per ranking (default 20)")
    parser.add_argument("--all-kinds", action="store_true", help="drop the rule about the kinds wanted")
    parser.add_argument("--plain", action="store_true", help="do not vary the first fifty for students")
    parser.add_argument("--seed", default="0", help="of the lots between equals (default 0)")


def run(args: argparse.Namespace) -> int:
    """Print one ranking a line, with reasons; return 0, or 2 when a file cannot be read."""
    try:
        matcher = _matcher(args)
    except BadTable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if args.side == "vacancies":
        _print_all(matcher.posts, lambda post: _candidates(matcher, post, args))
    else:
        _print_all(matcher.persons, lambda person: _matches(matcher, person, args))
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _matcher(args: argparse.Namespace) -> Matcher:
    persons, posts = read_persons(args.students), read_posts(args.vacancies)
    relations = list(read_relations(args.relations)) if args.relations else []
    words = _wordbook(args.labels, persons, posts, relations)
    return Matcher(
        [words.person(person) for person in persons],
        [words.post(post) for post in posts],
        Knowledge.from_relations(occupation_skills=relations),
        lots=Lots(seed=args.seed),
    )


def _wordbook(
    labels: Path | None,
    persons: list[WordedPerson],
    posts: list[WordedPost],
    relations: list[tuple[str, str, str]],
) -> Wordbook:
    if labels is None:
        return Wordbook.of_own_words(persons, posts)
    return Wordbook.with_labels(persons, posts, list(read_labels(labels)), relations)


def _matches(matcher: Matcher, person: Person, args: argparse.Namespace) -> dict[str, Any]:
    ranking = matcher.posts_for(person, top=args.top, diversified=not args.plain, all_kinds=args.all_kinds)
    posts = {post.id: post for post in matcher.posts}
    return _answer(person.id, ranking, lambda match: (match.post, matcher.explain(person, posts[match.post])))


def _candidates(matcher: Matcher, post: Post, args: argparse.Namespace) -> dict[str, Any]:
    ranking = matcher.persons_for(post, top=args.top, all_kinds=args.all_kinds)
    persons = {person.id: person for person in matcher.persons}
    return _answer(
        post.id, ranking, lambda match: (match.person, matcher.explain(persons[match.person], post))
    )


def _answer(id: str, ranking: Ranking, other: Callable[[Match], tuple[str, Any]]) -> dict[str, Any]:
    return {"id": id, "ranking": [_entry(match, *other(match)) for match in ranking.matches]}


def _entry(match: Match, id: str, rows: Any) -> dict[str, Any]:
    parts = match.parts
    return {
        "id": id,
        "score": parts.total / 10_000,
        "parts": {"skills": parts.skills, "level": parts.level, "location": parts.location},
        "reasons": [{"code": row.code, "values": row.values, "points": row.points} for row in rows],
    }


def _print_all(records: tuple[Any, ...], answer: Callable[[Any], dict[str, Any]]) -> None:
    for done, record in enumerate(records, start=1):
        sys.stdout.write(json.dumps(answer(record), ensure_ascii=False) + "\n")
        if sys.stderr.isatty() and (done % 50 == 0 or done == len(records)):
            sys.stderr.write(f"\r{done} of {len(records)} rankings" + ("\n" if done == len(records) else ""))
