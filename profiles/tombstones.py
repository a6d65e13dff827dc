"""Tombstones: who was erased, in the database and in a file that no restore of it touches."""

import csv
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from profiles.models import Tombstone

Of = Tombstone.Of


def bury(of: str, uuid: UUID, *, school: UUID | None = None, at: datetime | None = None) -> Tombstone:
    """Write that somebody is erased; call it in the transaction that erases. The file follows the commit."""
    stone, _is_new = Tombstone.objects.update_or_create(
        of=of, uuid=uuid, school=school, defaults={"erased_at": at or timezone.now()}
    )
    transaction.on_commit(partial(_append, [stone]), robust=True)
    return stone


def all_stones() -> list[Tombstone]:
    """Give the tombstones of the table and those of the file that the table does not know (any more)."""
    known = {_key(stone): stone for stone in Tombstone.objects.all()}
    for stone in _read():
        known.setdefault(_key(stone), stone)
    return sorted(known.values(), key=lambda stone: stone.erased_at)


def complete_file() -> int:
    """Append what the file lacks of the table, after a crash between the two; gives how many."""
    there = {_key(stone) for stone in _read()}
    missing = [stone for stone in Tombstone.objects.order_by("pk") if _key(stone) not in there]
    _append(missing)
    return len(missing)


def _key(stone: Tombstone) -> tuple[str, UUID, UUID | None, datetime]:
    return stone.of, stone.uuid, stone.school, stone.erased_at


def _append(stones: Iterable[Tombstone]) -> None:
    lines = [
        f"{stone.of},{stone.uuid},{stone.school or ''},{stone.erased_at.isoformat()}\n" for stone in stones
    ]
    if not lines:
        return
    path = Path(settings.TOMBSTONE_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())


def _read() -> Iterator[Tombstone]:
    try:
        file = Path(settings.TOMBSTONE_FILE).open(encoding="ascii")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        return
    with file:
        for of, uuid, school, erased_at in csv.reader(file):
            yield Tombstone(
                of=of,
                uuid=UUID(uuid),
                school=UUID(school) if school else None,
                erased_at=datetime.fromisoformat(erased_at),
            )
