"""The command that links words to concepts: ``python -m matching link``."""

import argparse
import sys

from matching.labels import read_labels
from matching.tables import BadTable, read_table
from matching.vocabulary import Vocabulary

BATCH = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--labels", required=True, help="table: concept_id, label, language, kind")
    parser.add_argument("--queries", required=True, help="table: query_id, text")
    parser.add_argument("--language", help="language of the queries, ISO 639-1")
    parser.add_argument("--top", type=_positive, default=10, help="concepts per query (default 10)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def run(args: argparse.Namespace) -> int:
    """Print query_id, rank, concept_id, score for every query; return 0, or 2 when a table cannot be read."""
    try:
        vocabulary = Vocabulary.from_labels(read_labels(args.labels))
        queries = [
            (row["query_id"], row["text"]) for _, row in read_table(args.queries, ("query_id", "text"))
        ]
    except BadTable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("query_id\trank\tconcept_id\tscore\n")
    for start in range(0, len(queries), BATCH):
        _print_answers(vocabulary, queries[start : start + BATCH], args)
        _show_progress(min(start + BATCH, len(queries)), len(queries))
    return 0


def _print_answers(vocabulary: Vocabulary, queries: list[tuple[str, str]], args: argparse.Namespace) -> None:
    answers = vocabulary.find_many([text for _, text in queries], language=args.language, top=args.top)
    for (query, _), found in zip(queries, answers, strict=True):
        for rank, candidate in enumerate(found, start=1):
            sys.stdout.write(f"{query}\t{rank}\t{candidate.concept}\t{candidate.score:.6f}\n")


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} queries" + ("\n" if done == total else ""))
