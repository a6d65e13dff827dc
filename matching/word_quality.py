"""How well words are linked: occupation titles (MELO), Dutch skill wordings, words with a typing error."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from matching import quality_data
from matching.evaluation import Estimate, estimate, reciprocal_rank, success
from matching.labels import PREFERRED, Label
from matching.lexical import Lexical
from matching.quality_data import Task
from matching.quality_table import Row, Table
from matching.vocabulary import Vocabulary

DEPTH = 100
"""How far down a ranking the right concept is looked for; deeper it counts 0."""
SHOWN = {"char_tf_idf": "char TF-IDF", "me5": "mE5", "e5": "E5", "openai": "OpenAI"}
MELO = {
    "bel_q_nl_c_nl": ("BEL nl", 0.645),
    "usa_q_en_c_en": ("USA en", 0.70),
    "bel_q_nl_c_en": ("BEL nl → en", 0.645),
}
EDITED = 2000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def melo_tables(data: Path) -> Iterator[Table]:
    """Link the occupation titles of national classifications to ESCO, beside the published methods."""
    for dataset, (name, goal) in MELO.items():
        task = melo_task(data, dataset)
        published = quality_data.published_melo(data, dataset)
        rows = [
            Row(f"{SHOWN[method]} (published)", [None, published[method]])
            for method in sorted(SHOWN, key=published.__getitem__)
        ]
        rows.append(Row("ours", [per_concept(task), per_label(task, dataset.rpartition("_")[2])]))
        notes = [f"Goal per concept: ≥ {goal}. {len(task.relevant)} queries, 95 % bootstrap interval."]
        yield Table(f"MELO {name}: mean reciprocal rank", ["per concept", "per label"], rows, notes)


def melo_task(data: Path, dataset: str) -> Task:
    """Complete a data set as the product would: descriptions, and ESCO's own labels in the other language."""
    task = quality_data.melo(data, dataset)
    concepts = frozenset(label.concept for label in task.labels)
    other = "en" if task.labels[0].language == "nl" else "nl"
    more = quality_data.occupation_descriptions(data, concepts)
    more += quality_data.occupation_labels(data, concepts, other)
    return Task([*task.labels, *more], task.queries, task.relevant, task.language)


def per_concept(task: Task) -> Estimate:
    """Return the mean reciprocal rank of the right concept among concepts."""
    return estimate([*reciprocal_ranks(task).values()])


def reciprocal_ranks(task: Task) -> dict[str, float]:
    """Return the reciprocal rank of the right concept for each query."""
    ids = sorted(task.relevant)
    vocabulary = Vocabulary.from_labels(task.labels)
    found = vocabulary.find_many([task.queries[each] for each in ids], language=task.language, top=DEPTH)
    return {
        query: reciprocal_rank([candidate.concept for candidate in candidates], task.relevant[query])
        for query, candidates in zip(ids, found, strict=True)
    }


def per_label(task: Task, language: str) -> Estimate:
    """Return the mean reciprocal rank of the first right label among all labels, as the paper counts."""
    ids = sorted(task.relevant)
    concepts = sorted({label.concept for label in task.labels})
    lexical = Lexical(sorted(set(task.labels)), concepts)
    ranks = []
    for query in ids:
        scores, owners = lexical.label_scores([task.queries[query]], task.language, language)
        right = np.isin(
            owners, [place for place, each in enumerate(concepts) if each in task.relevant[query]]
        )
        ranks.append(1 / (1 + int((scores[0] > scores[0][right].max()).sum())))
    return estimate(ranks)


def skills_table(data: Path) -> Iterator[Table]:
    """Link Dutch wordings of skills to ESCO skills that have one label per language."""
    task = quality_data.skill_linking(data)
    rows = [
        Row("BM25", [0.22]),
        Row("char TF-IDF", [0.325]),
        Row("char TF-IDF with learned pairs", [0.345]),
        Row("ours", [per_concept(task)]),
    ]
    notes = [f"Goal: ≥ .40. {len(task.relevant)} queries; any relation counts as a hit."]
    yield Table("Dutch skill wordings → ESCO: mean reciprocal rank", ["per concept"], rows, notes)


def edits_table(data: Path) -> Iterator[Table]:
    """Find skills by their label with one typing error in a word of at least five letters."""
    labels = quality_data.skill_labels(data)
    vocabulary = Vocabulary.from_labels(labels)
    rows = []
    for language in ("nl", "en"):
        named = sorted(label for label in labels if label.language == language and label.kind == PREFERRED)
        drawn = Random(0).sample(named, min(EDITED, len(named)))  # noqa: S311 – a fixed sample, no secret
        rows.append(Row(language, [first_three(vocabulary, with_one_edit(drawn), language)]))
    notes = [f"Goal: ≥ .98. {EDITED} labels each, drawn and edited from a fixed seed."]
    yield Table("One typing error: right skill in the first three", ["share"], rows, notes)


def first_three(vocabulary: Vocabulary, typed: Sequence[tuple[str, str]], language: str) -> Estimate:
    """Return the share of (typed text, concept) with the concept among the first three answers."""
    found = vocabulary.find_many([text for text, _ in typed], language=language, top=3)
    return estimate(
        [
            success([candidate.concept for candidate in candidates], {concept}, 3)
            for (_, concept), candidates in zip(typed, found, strict=True)
        ]
    )


def with_one_edit(labels: Sequence[Label], *, seed: int = 0) -> list[tuple[str, str]]:
    """Return (label with one typing error, concept) for every label with a word of at least five letters."""
    random = Random(seed)  # noqa: S311 – a fixed sample, no secret
    typed = []
    for label in labels:
        words = label.text.split()
        long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
        if long:
            place = random.choice(long)
            words[place] = _edit(words[place], random)
            typed.append((" ".join(words), label.concept))
    return typed


def _edit(word: str, random: Random) -> str:
    """Leave out, double up, replace or swap one letter; the word always changes."""
    at = random.randrange(len(word) - 1)
    letter = random.choice([each for each in LETTERS if each != word[at]])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    edits = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ]
    return random.choice([each for each in edits if each != word])
