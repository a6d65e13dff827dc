"""The relations of a vocabulary, which occupation needs or may use which skill, read from a table."""

from collections.abc import Iterator
from pathlib import Path

from matching.tables import BadTable, read_table

KINDS = ("essential", "optional")
COLUMNS = ("occupation_id", "concept_id", "kind")


def read_relations(path: str | Path) -> Iterator[tuple[str, str, str]]:
    """Read (occupation, skill, kind) row by row; raises `matching.tables.BadTable` with file and line."""
    for line, row in read_table(path, COLUMNS):
        occupation, concept, kind = (row[column].strip() for column in COLUMNS)
        if kind not in KINDS:
            raise BadTable(path, line, f"kind {kind!r} is unknown; choose from {', '.join(KINDS)}")
        if not occupation or not concept:
            raise BadTable(path, line, f"{'concept_id' if occupation else 'occupation_id'} is empty")
        yield occupation, concept, kind
