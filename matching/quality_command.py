"""The command that prints the tables of quality: ``python -m matching quality --data DIR``."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from matching.extraction_quality import extraction_table
from matching.list_quality import list_tables
from matching.quality_data import DataMissing
from matching.quality_table import Table
from matching.ranking_quality import profile_tables, student_tables
from matching.word_quality import edits_table, melo_tables, skills_table

TableMaker = Callable[[Path], Iterator[Table]]

TABLES: dict[str, list[TableMaker]] = {
    "words": [melo_tables, skills_table, edits_table],
    "texts": [extraction_table],
    "rankings": [student_tables, profile_tables],
    "lists": [list_tables],
}
"""The makers of tables by subject; each takes the data folder and yields its tables as they are ready."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--data", required=True, type=Path, help="folder with dev/, esco/ and published/")
    parser.add_argument("--only", choices=sorted(TABLES), help="one subject instead of all")


def run(args: argparse.Namespace) -> int:
    """Print the tables as Markdown; return 0, or 2 when a file of the data is missing."""
    makers = [maker for subject, each in TABLES.items() if args.only in (None, subject) for maker in each]
    try:
        for maker in makers:
            for table in maker(args.data):
                sys.stdout.write(table.render() + "\n")
                sys.stdout.flush()
    except DataMissing as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0
