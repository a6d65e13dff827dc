"""How well skills are found in sentences of vacancies, beside finding labels word for word."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from matching.evaluation import Estimate, estimate
from matching.extraction import suggestions
from matching.extraction_data import Marked, decorte, english_skills, skillskape
from matching.labels import Label
from matching.phrases import runs
from matching.quality_table import Row, Table
from matching.vocabulary import Vocabulary
from matching.words import clean, fold

Extract = Callable[[str], Sequence[str]]
FIRST, SHOWN = 5, 10


def extraction_table(data: Path) -> Iterator[Table]:
    """Find the ESCO skills that people marked in sentences of vacancies."""
    labels = english_skills(data)
    splits = {"house": decorte(data, "house"), "tech": decorte(data, "tech"), "SkillSkape": skillskape(data)}
    ways = {"labels word for word": by_label(labels), "ours": by_suggestion(Vocabulary.from_labels(labels))}
    rows = [
        Row(name, [figure for marked in splits.values() for figure in measured(way, marked)])
        for name, way in ways.items()
    ]
    columns = [f"{name} {measure}" for name in splits for measure in ("RP@5", "recall@10")]
    counts = ", ".join(f"{name} {len(marked)}" for name, marked in splits.items())
    notes = [f"Sentences: {counts}. English labels of ESCO 1.1 alone, without synonyms or descriptions."]
    yield Table("Skills in sentences of vacancies", columns, rows, notes)


def measured(extract: Extract, marked: Marked) -> list[Estimate]:
    """Return R-precision among the first five, and recall among the first ten."""
    found = {sentence: extract(sentence) for sentence in marked}
    right = {
        top: [len(labels.intersection(found[sentence][:top])) for sentence, labels in marked.items()]
        for top in (FIRST, SHOWN)
    }
    sizes = [len(labels) for labels in marked.values()]
    return [
        estimate([hits / min(FIRST, size) for hits, size in zip(right[FIRST], sizes, strict=True)]),
        estimate([hits / size for hits, size in zip(right[SHOWN], sizes, strict=True)]),
    ]


def by_suggestion(vocabulary: Vocabulary) -> Extract:
    """Return the suggestions of the product."""
    return lambda text: [each.concept for each in suggestions(text, vocabulary, language="en", top=SHOWN)]


def by_label(labels: Sequence[Label]) -> Extract:
    """Return what stands in the text word for word, the longest first: the simplest that could work."""
    concepts = {fold(clean(label.text)): label.concept for label in labels}

    def extract(text: str) -> list[str]:
        found = (concepts.get(fold(run)) for run in runs(text))
        return list(dict.fromkeys(concept for concept in found if concept is not None))

    return extract
