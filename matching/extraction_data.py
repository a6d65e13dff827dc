"""Sentences of vacancies with the skills that people marked in them."""

import ast
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random

from matching.labels import PREFERRED, Label
from matching.quality_data import DataMissing, rows

Marked = Mapping[str, frozenset[str]]
NOT_IN_ESCO = frozenset({"", "LABEL NOT PRESENT", "UNDERSPECIFIED"})
DRAWN = 300


def english_skills(data: Path) -> list[Label]:
    """Return the English names of the ESCO skills of version 1.1, each its own concept."""
    path = data / "esco" / "skills_en_label_v1.1.txt"
    if not path.is_file():
        raise DataMissing(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Label(line.strip(), "en", PREFERRED, line.strip()) for line in lines if line.strip()]


def decorte(data: Path, split: str) -> Marked:
    """Read the sentences of ``house`` or ``tech`` (Decorte et al., 2022) that have skills of ESCO."""
    marked: dict[str, set[str]] = defaultdict(set)
    for row in rows(data / "dev" / "skill_extraction_en" / f"{split}_validation_annotations.csv"):
        if row["label"] not in NOT_IN_ESCO:
            marked[row["sentence"]].add(row["label"])
    return {sentence: frozenset(labels) for sentence, labels in marked.items()}


def skillskape(data: Path) -> Marked:
    """Read 300 drawn sentences of SkillSkape (Magron et al., 2024), written by a model for ESCO skills."""
    path = data / "dev" / "skill_extraction_synthetic_skillskape" / "dev.csv"
    told = {row["sentence"]: frozenset(ast.literal_eval(row["skills"])) - {"UNK"} for row in rows(path)}
    named = sorted(sentence for sentence, labels in told.items() if labels)
    drawn = Random(0).sample(named, min(DRAWN, len(named)))  # noqa: S311 – a fixed sample, no secret
    return {sentence: told[sentence] for sentence in drawn}
