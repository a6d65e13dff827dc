"""Skills and occupations with their labels, brought into the database batch by batch."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reference.loading.batches import BATCH, in_batches
from reference.loading.labelling import Labelling, Wording
from reference.models import LabelSource, Occupation, OccupationLabel, Skill, SkillLabel
from reference.models.identity import uuid_of
from reference.reporting import Report

ConceptModel = type[Skill] | type[Occupation]
LABELS = {Skill: SkillLabel, Occupation: OccupationLabel}


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill or occupation as a file gives it; ``fields`` are columns of the model, absent when not told."""

    uri: str
    wordings: tuple[Wording, ...]
    fields: dict[str, Any] = field(default_factory=dict)


def load_concepts(
    model: ConceptModel, concepts: Iterable[Concept], *, source: LabelSource, report: Report
) -> None:
    """Write concepts (each uri once) and count them in the report as added, changed or unchanged."""
    for batch in in_batches(concepts):
        _load(model, batch, source, report)


def _load(model: ConceptModel, batch: list[Concept], source: LabelSource, report: Report) -> None:
    known = model.objects.in_bulk([concept.uri for concept in batch], field_name="uri")
    new = [_new(model, concept) for concept in batch if concept.uri not in known]
    model.objects.bulk_create(new, batch_size=BATCH)
    added = {row.uri: row for row in new}
    labelling = Labelling(
        LABELS[model], [row.pk for row in (*known.values(), *added.values())], source=source
    )
    starters = labelling.starters() if source == LabelSource.ESCO else set()
    refreshed = [
        known[concept.uri]
        for concept in batch
        if concept.uri in known and _refresh(known[concept.uri], concept, known[concept.uri].pk in starters)
    ]
    renamed = {
        concept.uri
        for concept in batch
        if _relabel(labelling, (known | added)[concept.uri].pk, concept.wordings)
    }
    _save(model, refreshed, batch)
    labelling.save()
    report.count(
        len(batch), added=len(added), changed=len((renamed | {row.uri for row in refreshed}) - set(added))
    )


def _new(model: ConceptModel, concept: Concept) -> Skill | Occupation:
    return model(uri=concept.uri, uuid=uuid_of(concept.uri), **concept.fields)


def _refresh(row: Skill | Occupation, concept: Concept, is_starter: bool) -> bool:
    """Set the fields that differ, of a region's concept only those that are empty; tell if any did."""
    wanted = {
        name: value
        for name, value in concept.fields.items()
        if getattr(row, name) != value and not (is_starter and getattr(row, name) not in ("", None))
    }
    for name, value in wanted.items():
        setattr(row, name, value)
    return bool(wanted)


def _relabel(labelling: Labelling, owner: int, wordings: tuple[Wording, ...]) -> bool:
    taken = [labelling.take(owner, wording) for wording in wordings]
    return any(taken)


def _save(model: ConceptModel, rows: list[Skill | Occupation], batch: list[Concept]) -> None:
    fields = sorted({name for concept in batch for name in concept.fields})
    if rows and fields:
        model.objects.bulk_update(rows, fields, batch_size=BATCH)
