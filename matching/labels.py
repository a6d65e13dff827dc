"""The labels of a vocabulary: which words stand for which concept, in which language, and of what kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matching.tables import BadTable, read_table

PREFERRED = "preferred"
ALTERNATIVE = "alternative"
DESCRIPTION = "description"
KINDS = (PREFERRED, ALTERNATIVE, DESCRIPTION)
COLUMNS = ("concept_id", "label", "language", "kind")


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """One wording of a concept.

    ``language`` is an ISO 639-1 code or empty when nobody knows; ``kind`` is one of `KINDS`.
    """

    concept: str
    language: str
    kind: str
    text: str


def read_labels(path: str | Path) -> Iterator[Label]:
    """Read LABELS.tsv (concept_id, label, language, kind) row by row.

    Raises `matching.tables.BadTable` with file and line for an unknown kind, an empty concept or label.
    """
    for line, row in read_table(path, COLUMNS):
        kind = row["kind"].strip()
        if kind not in KINDS:
            raise BadTable(path, line, f"kind {kind!r} is unknown; choose from {', '.join(KINDS)}")
        concept, text = row["concept_id"].strip(), row["label"].strip()
        if not concept or not text:
            raise BadTable(path, line, f"{'label' if concept else 'concept_id'} is empty")
        yield Label(concept, row["language"].strip().lower(), kind, text)
