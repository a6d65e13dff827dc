"""The development data that quality is measured on, read from a folder outside this project."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.labels import ALTERNATIVE, DESCRIPTION, PREFERRED, Label


class DataMissing(Exception):
    """A file that quality is measured on is not there."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"{path}: is missing; --data must be the folder with dev/, esco/ and published/")


@dataclass(frozen=True, slots=True)
class Task:
    """Words to link, the labels to link them to, and the right concepts of each query."""

    labels: Sequence[Label]
    queries: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]
    language: str


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file with a header; raise `DataMissing` when it is not there."""
    if not path.is_file():
        raise DataMissing(path)
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def pairs(path: Path) -> list[list[str]]:
    """Return the cells of a tab-separated file without header."""
    if not path.is_file():
        raise DataMissing(path)
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def melo(data: Path, dataset: str) -> Task:
    """Read one MELO data set (Retyk et al., 2024) as it is; concepts are ESCO and ISCO addresses."""
    folder = data / "dev" / "occupation_linking_melo" / dataset
    concept = {row[0]: row[1] for row in pairs(folder / "concept_mapping.tsv")}
    language = dataset.rpartition("_")[2]
    seen: set[str] = set()
    labels = []
    for element, text in pairs(folder / "corpus_elements.tsv"):
        uri = concept[element]
        labels.append(Label(uri, language, ALTERNATIVE if uri in seen else PREFERRED, text))
        seen.add(uri)
    relevant: dict[str, set[str]] = defaultdict(set)
    for query, _, element, _ in pairs(folder / "annotations.tsv"):
        relevant[query].add(concept[element])
    queries = {row[0]: row[1] for row in pairs(folder / "queries.tsv")}
    right = {query: frozenset(found) for query, found in relevant.items()}
    return Task(labels, queries, right, dataset.split("_")[2])


def occupation_descriptions(data: Path, concepts: frozenset[str]) -> list[Label]:
    """Return ESCO's descriptions of these occupations in Dutch and English."""
    found = []
    for row in rows(data / "esco" / "occupations.csv"):
        uri = row["occupation_uri"]
        for language in ("nl", "en"):
            if uri in concepts and row[f"description_{language}"]:
                found.append(Label(uri, language, DESCRIPTION, row[f"description_{language}"]))
    return found


def occupation_labels(data: Path, concepts: frozenset[str], language: str) -> list[Label]:
    """Return ESCO's own labels of these occupations and of the ISCO groups above them in one language."""
    found = []
    for row in rows(data / "esco" / "occupations.csv"):
        if row["occupation_uri"] in concepts:
            named = [(PREFERRED, row[f"label_{language}"])]
            named += [(ALTERNATIVE, text) for text in row[f"alt_{language}"].split("|")]
            found += [Label(row["occupation_uri"], language, kind, text) for kind, text in named if text]
    for row in rows(data / "esco" / "isco_groups.csv"):
        if row["conceptUri"] in concepts and row[f"label_{language}"]:
            found.append(Label(row["conceptUri"], language, PREFERRED, row[f"label_{language}"]))
    return found


def skill_linking(data: Path) -> Task:
    """Read the Dutch skill wordings and the ESCO skills that they were mapped to by hand."""
    labels = [
        Label(row["c_id"], language, PREFERRED, row[f"label_{language}"])
        for row in rows(data / "esco" / "skill_linking_corpus_nl.csv")
        for language in ("nl", "en", "de")
        if row[f"label_{language}"]
    ]
    folder = data / "dev" / "skill_linking_nl"
    relevant: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "qrels.csv"):
        if int(row["grade"]) >= 1:
            relevant[row["q_id"]].add(row["c_id"])
    queries = {row["q_id"]: row["text_nl"] for row in rows(folder / "queries.csv")}
    right = {query: frozenset(found) for query, found in relevant.items()}
    return Task(labels, queries, right, "nl")


def published_melo(data: Path, dataset: str) -> dict[str, float]:
    """Return the published mean reciprocal rank by method."""
    found = rows(data / "published" / "melo_published_results.csv")
    return {
        row["method"]: float(row["value"])
        for row in found
        if row["dataset"] == dataset and row["metric"] == "recip_rank"
    }


def skill_labels(data: Path) -> list[Label]:
    """Return the Dutch, English and German labels of the ESCO skills that occupations use."""
    return [
        Label(row["skill_id"], language, PREFERRED, row[f"label_{language}"])
        for row in rows(data / "esco" / "skills.csv")
        for language in ("nl", "en", "de")
        if row[f"label_{language}"]
    ]
