"""Which labels of a batch of concepts are new or have changed, when several sources name the same concept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reference.loading.batches import BATCH
from reference.models import LabelKind, LabelSource, OccupationLabel, SkillLabel
from reference.naming import folded

LabelModel = type[SkillLabel] | type[OccupationLabel]
AnyLabel = SkillLabel | OccupationLabel


@dataclass(frozen=True, slots=True)
class Wording:
    """A label as a file gives it; ``kind`` is a `LabelKind`."""

    language: str
    kind: str
    text: str


class Labelling:
    """The labels that some concepts have, and what a source adds to them.

    A concept has one preferred label and one description per language. A source changes its own; a region
    also takes the place of ESCO, whose label then stays as an alternative, and never the other way round. So
    the outcome does not depend on which was loaded first. Alternatives are only ever added.
    """

    def __init__(self, model: LabelModel, owners: Iterable[int], *, source: LabelSource) -> None:
        """Fetch the labels of the concepts with these keys."""
        self._model, self._source = model, source
        self._owner = "skill_id" if model is SkillLabel else "occupation_id"
        self._held: dict[tuple[int, str, str], dict[str, AnyLabel]] = defaultdict(dict)
        self._new: list[AnyLabel] = []
        self._changed: list[AnyLabel] = []
        for label in model.objects.filter(**{f"{self._owner}__in": list(owners)}):
            self._hold(getattr(label, self._owner), label)

    def starters(self) -> set[int]:
        """List the concepts that a region has named."""
        named = (
            key[0] for key, labels in self._held.items() for label in labels.values() if _is_region(label)
        )
        return set(named)

    def take(self, owner: int, wording: Wording) -> bool:
        """Give a concept a label; tell whether that changes anything."""
        if not folded(wording.text):
            return False
        if wording.kind == LabelKind.ALTERNATIVE:
            return self._alternative(owner, wording.language, wording.text, self._source)
        held = next(iter(self._held[owner, wording.language, wording.kind].values()), None)
        return self._single(owner, wording, held)

    def save(self) -> None:
        """Write what was taken."""
        self._model.objects.bulk_create(self._new, batch_size=BATCH)
        self._model.objects.bulk_update(self._changed, ["text", "folded", "source"], batch_size=BATCH)

    def _single(self, owner: int, wording: Wording, held: AnyLabel | None) -> bool:
        if held is None:
            self._add(owner, wording, self._source)
            return True
        if held.text == wording.text and (held.source == self._source or not self._outranks(held)):
            return False
        if not self._outranks(held):
            spare = wording.kind == LabelKind.PREFERRED
            return spare and self._alternative(owner, wording.language, wording.text, self._source)
        self._replace(owner, wording, held)
        return True

    def _outranks(self, held: AnyLabel) -> bool:
        return self._source in (LabelSource.REGION, held.source)

    def _replace(self, owner: int, wording: Wording, held: AnyLabel) -> None:
        before, source = held.text, held.source
        held.text, held.folded, held.source = wording.text, folded(wording.text), self._source
        if held.pk:
            self._changed.append(held)
        if wording.kind == LabelKind.PREFERRED and source != self._source:
            self._alternative(owner, wording.language, before, source)

    def _alternative(self, owner: int, language: str, text: str, source: str) -> bool:
        fold = folded(text)
        preferred = self._held[owner, language, LabelKind.PREFERRED].values()
        if fold in self._held[owner, language, LabelKind.ALTERNATIVE]:
            return False
        if fold in {label.folded for label in preferred}:
            return False
        self._add(owner, Wording(language, LabelKind.ALTERNATIVE, text), source)
        return True

    def _add(self, owner: int, wording: Wording, source: str) -> None:
        label = self._model(
            **{self._owner: owner},
            language=wording.language,
            kind=wording.kind,
            text=wording.text,
            folded=folded(wording.text),
            source=source,
        )
        self._new.append(label)
        self._hold(owner, label)

    def _hold(self, owner: int, label: AnyLabel) -> None:
        self._held[owner, label.language, label.kind][label.folded] = label


def _is_region(label: AnyLabel) -> bool:
    return label.source == LabelSource.REGION
