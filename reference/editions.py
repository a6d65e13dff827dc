"""What a process has built from the vocabulary, kept until another edition of it is in use."""

import hashlib
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet, Subquery

from reference.models import Edition, OccupationLabel, OccupationSkill, Programme, SkillLabel, SkillRelation

T = TypeVar("T")
TABLES: tuple[type[Model], ...] = (
    OccupationLabel,
    OccupationSkill,
    SkillRelation,
    Programme.occupations.through,
)


def current() -> str:
    """Name the vocabulary in the database: another name when labels, relations or needs were added.

    One query on primary keys. A row that is changed or deleted in place needs a new `Edition` (the loaders
    make one); the text of the newest label tells worlds apart whose keys begin anew after a rollback.
    """
    newest = Edition.objects.order_by("-pk").values("uuid")[:1]
    counted = {f"last_{place}": Subquery(_newest(model)) for place, model in enumerate(TABLES)}
    labels = SkillLabel.objects.order_by("-pk").annotate(edition=Subquery(newest), **counted)
    row = labels.values_list("pk", "text", "skill__uri", "edition", *counted).first()
    seen = row or OccupationLabel.objects.order_by("-pk").values_list("pk", "text").first()
    return hashlib.blake2b(repr(seen).encode(), digest_size=8).hexdigest()


def _newest(model: type[Model]) -> QuerySet:
    return model._default_manager.order_by("-pk").values("pk")[:1]


class PerEdition(Generic[T]):
    """A thing that costs to build, built once per process and edition; call it to get it."""

    def __init__(self, build: Callable[[], T]) -> None:
        """Take the function that builds it from the database."""
        self._build = build
        self._lock = Lock()
        self._held: tuple[str, T] | None = None

    def __call__(self) -> T:
        """Give the thing of the current edition; others wait while one builds it."""
        edition = current()
        with self._lock:
            if self._held is None or self._held[0] != edition:
                self._held = (edition, self._build())
            return self._held[1]
