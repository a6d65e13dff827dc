"""Files made for a test, and a small vocabulary in the database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from reference.loading.concepts import Concept, load_concepts
from reference.loading.labelling import Wording
from reference.models import LabelSource, Occupation, Skill
from reference.reporting import Report

WriteFile = Callable[..., Path]

SKILLS = {
    "lassen": ("welding", ["laswerk"], ["weld metal"]),
    "tekeninglezen": ("reading drawings", ["technische tekeningen lezen"], []),
    "timmeren": ("carpentry", ["timmerwerk"], ["woodwork"]),
    "programmeren": ("programming", ["software schrijven", "coderen"], ["coding"]),
    "klantvriendelijkheid": ("customer friendliness", ["klantgerichtheid"], []),
}


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Write text (UTF-8) or bytes to a file, by default ``list.csv``, and give its path."""

    def write(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def concept(noun: str, nl: str, en: str, nl_alt: list[str], en_alt: list[str]) -> Concept:
    """Make a concept with its labels."""
    told = (
        Wording("nl", "preferred", nl),
        Wording("en", "preferred", en),
        *(Wording("nl", "alternative", text) for text in nl_alt),
        *(Wording("en", "alternative", text) for text in en_alt),
    )
    return Concept(f"https://stagepoort.nl/vocabulary/{noun}/{en.replace(' ', '-')}", told)


@pytest.fixture
def skills(db: None) -> dict[str, Skill]:
    """Five skills by their Dutch name."""
    concepts = [concept("skill", nl, *rest) for nl, rest in SKILLS.items()]
    load_concepts(Skill, concepts, source=LabelSource.REGION, report=Report())
    return {skill.name: skill for skill in Skill.objects.with_name("nl")}


@pytest.fixture
def occupations(db: None) -> dict[str, Occupation]:
    """Two occupations by their Dutch name."""
    concepts = [
        concept("occupation", "lasser", "welder", ["allround lasser"], []),
        concept("occupation", "timmerman", "carpenter", ["allround timmerman"], []),
    ]
    load_concepts(Occupation, concepts, source=LabelSource.REGION, report=Report())
    return {occupation.name: occupation for occupation in Occupation.objects.with_name("nl")}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Read messages as the sources have them."""
    with translation.override("en"):
        yield
