"""The matcher of today: open vacancies and active students as records, held until something changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import Count, QuerySet, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.ordering import Lots
from matching.records import Person, Post
from matching.scoring import Parts, score
from matching.vocabulary import Vocabulary
from placements.coarse import coarse_persons
from placements.records import persons, posts
from profiles.models import MatchChange, Student
from reference.knowing import knowledge
from reference.linking import occupation_vocabulary, vocabulary
from vacancies.models import Vacancy

LONGEST_TRANSACTION = timedelta(minutes=10)
"""A change may become visible this much later than it was made."""

MOST_REREAD = 500
"""Beyond this many changed rows, all are read again."""


@dataclass(frozen=True, slots=True)
class Today:
    """One side of the matching, by uuid as text, and what is needed to rank and name things."""

    knowledge: Knowledge
    vocabularies: tuple[Vocabulary, ...]
    matcher: Matcher
    persons: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def label(self, concept: str, language: str) -> str:
        """Name a skill or occupation in a language; one that was taken out goes by its id."""
        for each in self.vocabularies:
            try:
                return each.label(concept, language)
            except KeyError:
                continue
        return concept

    def score(self, person: Person, post: Post) -> Parts:
        """Score one pair with this knowledge."""
        return score(person, post, self.knowledge, self.matcher.weights)


@dataclass(frozen=True, slots=True)
class _Held:
    """What a process holds of one side: the state it was read in, the records by uuid, and uuids by key."""

    world: tuple[Hashable, ...]
    changes: tuple[Hashable, ...]
    read_at: datetime
    records: dict[str, Person] | dict[str, Post]
    uuids: dict[int, str]
    today: Today


class _Side:
    """One side of the matching, held by the process and read anew when it is not what it was.

    After a few changes only the changed rows are read again; after many, after new rows, on a new day and
    with a new vocabulary everything is.
    """

    def __init__(
        self, side: MatchChange.Side, rows: Callable[[], QuerySet], read: Callable[[QuerySet], list]
    ) -> None:
        """Take what is counted as a change, which rows take part today, and how they become records."""
        self._side, self._rows, self._read = side, rows, read
        self._lock = Lock()
        self._held: _Held | None = None

    def __call__(self) -> Today:
        """Give the side as it is now: two queries when nothing changed."""
        known, read_at = knowledge(), timezone.now()
        newest, changes = _mark(self._side)
        world = (known.version, timezone.localdate(), *newest)
        with self._lock:
            if self._held is None or (self._held.world, self._held.changes) != (world, changes):
                records, uuids = self._records(world)
                today = _today(known, records, self._side)
                self._held = _Held(world, changes, read_at, records, uuids, today)
            return self._held.today

    def _records(self, world: tuple[Hashable, ...]) -> tuple[dict, dict[int, str]]:
        """Read the changed rows, or all."""
        held, rows = self._held, self._rows()
        changed = self._changed_since(held.read_at) if held and held.world == world else None
        if held is None or changed is None:
            return _by_uuid(self._read(rows)), _uuids(rows)
        gone = {held.uuids[pk] for pk in changed if pk in held.uuids}
        kept = {uuid: record for uuid, record in held.records.items() if uuid not in gone}
        uuids = {pk: uuid for pk, uuid in held.uuids.items() if pk not in changed}
        rows = rows.filter(pk__in=changed)
        return kept | _by_uuid(self._read(rows)), uuids | _uuids(rows)

    def _changed_since(self, read_at: datetime) -> set[int] | None:
        """List the rows changed since ten minutes before: a transaction may have ended later than others."""
        changes = MatchChange.objects.filter(side=self._side, at__gte=read_at - LONGEST_TRANSACTION)
        ids = set(changes.values_list("row_id", flat=True)[: MOST_REREAD + 1])
        return ids if len(ids) <= MOST_REREAD else None


def _mark(side: MatchChange.Side) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...]]:
    """Mark the newest rows (their uuids tell databases apart) and the changes of a side (count, last)."""
    changes = MatchChange.objects.filter(side=side)
    counted = changes.order_by().values("side").annotate(count=Count("pk"))
    row = (
        Vacancy.objects.order_by("-pk")
        .annotate(student=_first(Student.objects.order_by("-pk"), "uuid"))
        .annotate(last=_first(changes.order_by("-pk"), "pk"), count=_first(counted, "count"))
        .values_list("uuid", "student", "last", "count")
        .first()
    )
    return (row[:2], row[2:]) if row else ((), ())


def _first(rows: QuerySet, name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def _uuids(rows: QuerySet) -> dict[int, str]:
    return {pk: str(uuid) for pk, uuid in rows.values_list("pk", "uuid")}


def _by_uuid(records: list) -> dict:
    return {record.id: record for record in records}


def _today(known: Knowledge, records: dict, side: MatchChange.Side) -> Today:
    found = (
        records if side == MatchChange.Side.PERSON else {},
        records if side == MatchChange.Side.POST else {},
    )
    matcher = Matcher(tuple(found[0].values()), tuple(found[1].values()), known, lots=_lots())
    return Today(known, (vocabulary(), occupation_vocabulary()), matcher, *found)


def _lots() -> Lots:
    """Draw lots by the ISO week, with a key that only this installation knows."""
    week = timezone.localdate().isocalendar()
    return Lots(salted_hmac("placements.today", "lots").hexdigest()[:32], f"{week.year}-W{week.week:02d}")


post_side = _Side(MatchChange.Side.POST, Vacancy.objects.open, posts)
"""Give the open vacancies of today, ready to be ranked for a student."""

person_side = _Side(MatchChange.Side.PERSON, Student.objects.active, persons)
"""Give the active students of today, ready to be ranked for a vacancy."""

coarse_side = _Side(MatchChange.Side.PERSON, Student.objects.active, coarse_persons)
"""Give the active students of today as employers may know them (see `placements.coarse`)."""
