"""Placements of the past, brought in by a school, so that it starts with last year and counts with it."""

import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from placements.history_list import Lookups, PastRow, read_row
from placements.hosts import Hosts
from placements.models import Placement
from placements.past import WRITTEN, Draft, Whom, draft_of
from placements.superseding import Held
from profiles.counted import person_keys
from profiles.enrolling import school_year_of
from profiles.locking import lock_students
from profiles.models import School, Student, StudentGroup, StudentNumber
from profiles.reading.cells import Cells
from profiles.reading.chunks import in_chunks
from profiles.reading.lookups import Municipalities, Places, Programmes
from reference.reporting import Report
from reference.tables import Row, RowError

Agreed = dict[tuple[int | None, str, date], Placement]


def import_placements(rows: Iterable[Row], report: Report, *, school: School) -> None:
    """Bring the placements in that students of one school had; run it inside ``all_or_nothing``.

    A row is known again by its student number, kind, first day and company; without a number by its class and
    programme instead, and the second of two that are alike is the second again. What a row leaves empty stays
    as it is known. They take no seat and come of no application. A number that is known here is that student;
    of others only a keyed hash stays, by which a person is counted once in a school year. Bad rows are left
    out and stand in ``report.errors``.
    """
    job = _History(report, school, timezone.localdate())
    for chunk in in_chunks(rows):
        job.take(chunk)


@dataclass(slots=True)
class _History:
    """The state of one import: which rows were seen so far, and what rows refer to."""

    report: Report
    school: School
    today: date
    groups: dict[tuple[str, int], StudentGroup] = field(default_factory=dict)
    lookups: Lookups = field(init=False)
    first_rows: dict[UUID, int] = field(default_factory=dict)
    alike: Counter[UUID] = field(default_factory=Counter)
    held: Held = field(default_factory=Held)

    def __post_init__(self) -> None:
        self.lookups = Lookups(Programmes(), Municipalities(Places()), Hosts())
        own = StudentGroup.objects.filter(school=self.school).select_related("programme")
        self.groups = {(group.name.casefold(), group.school_year): group for group in own}

    def take(self, chunk: Sequence[Row]) -> None:
        """Read, check and write a chunk of rows."""
        read = [told for row in chunk if (told := self._read(row))]
        students = self._students(read)
        lock_students(students.values())
        placed = list(Placement.objects.filter(student__in={each.pk for each in students.values()}))
        self.held.learn(placed)
        agreed = {(each.student_id, each.kind, each.start): each for each in placed if each.agreed_at}
        drafts = self._drafts(read, students)
        self._write([draft for draft in drafts if not self._is_agreed(draft, agreed) and self._fits(draft)])

    def _read(self, row: Row) -> tuple[UUID, PastRow] | None:
        """Read one row with the id of its placement; it is left out when anything is wrong with it."""
        cells = Cells(row)
        told = read_row(cells, self.lookups, today=self.today)
        uuid = None if cells.errors else self._identify(told, cells)
        self.report.errors.extend(cells.errors)
        self.report.warnings.extend(cells.warnings)
        self.report.skipped += bool(cells.errors)
        return (uuid, told) if uuid and not cells.errors else None

    def _identify(self, told: PastRow, cells: Cells) -> UUID:
        """Give a row the id that it has each time; refuse the same placement of a student a second time."""
        uuid = _hashed(self.school, *told.words)
        if not told.student_number:
            self.alike[uuid] += 1
            return _hashed(self.school, *told.words, str(self.alike[uuid]))
        first = self.first_rows.setdefault(uuid, told.row)
        if first != told.row:
            detail = _("this placement stands in row %(row)d already") % {"row": first}
            cells.refuse("student_number", "duplicate_placement", detail)
        return uuid

    def _students(self, read: Sequence[tuple[UUID, PastRow]]) -> dict[str, Student]:
        told = {row.student_number for _uuid, row in read} - {""}
        rows = StudentNumber.objects.filter(school=self.school, number__in=told)
        known = rows.select_related("student__programme", "student__place")
        return {each.number: each.student for each in known}

    def _drafts(self, read: Sequence[tuple[UUID, PastRow]], students: dict[str, Student]) -> list[Draft]:
        """Put what the rows tell over what is known."""
        known = {row.uuid: row for row in Placement.objects.filter(uuid__in=[uuid for uuid, _told in read])}
        whom = _whom([told for _uuid, told in read], students)
        drafts = []
        for uuid, told in read:
            placement = known.get(uuid) or self._new(uuid, told)
            group = self.groups.get((told.class_name.casefold(), placement.school_year))
            drafts.append(draft_of(told, placement, whom.get(told.row), group, today=self.today))
        return drafts

    def _new(self, uuid: UUID, told: PastRow) -> Placement:
        year = school_year_of(told.start)
        person = (told.student_number, str(year)) if told.student_number else (str(uuid),)
        return Placement(
            uuid=uuid,
            school=self.school,
            kind=told.kind,
            school_year=year,
            start=told.start,
            started_on=told.start,
            person_key=_hashed(self.school, "person", *person),
        )

    def _is_agreed(self, draft: Draft, agreed: Agreed) -> bool:
        """Tell whether a placement was agreed here: then it is here already, and not a second time."""
        own = draft.placement
        found = agreed.get((own.student_id, own.kind, own.start))
        if found is None or own.company_id not in (None, found.company_id):
            return False
        detail = _("this placement was agreed here, so it stays as it is")
        self.report.warnings.append(RowError(draft.row.row, "start", "agreed_here", detail))
        self.report.unchanged += 1
        return True

    def _fits(self, draft: Draft) -> bool:
        """Refuse a placement that still runs beside another learning place of the same student."""
        if self.held.add(draft.placement):
            return True
        detail = _("this student has another learning place in this time")
        self.report.errors.append(RowError(draft.row.row, "start", "overlapping", detail))
        self.report.skipped += 1
        return False

    def _write(self, drafts: Sequence[Draft]) -> None:
        """Write the drafts of a chunk in a fixed number of statements, and count them."""
        new = [draft.placement for draft in drafts if draft.is_new]
        rewritten = [draft.placement for draft in drafts if draft.changed and not draft.is_new]
        Placement.objects.bulk_create(new)
        Placement.objects.bulk_create(
            rewritten, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN
        )
        self.report.count(len(drafts), added=len(new), changed=len(rewritten))


def _whom(read: Sequence[PastRow], students: dict[str, Student]) -> dict[int, Whom]:
    """Give for each row of a student who is known who that is, and how he or she is counted."""
    of_rows = {
        told.row: (students[told.student_number], school_year_of(told.start))
        for told in read
        if told.student_number in students
    }
    keys = person_keys({(student.pk, year) for student, year in of_rows.values()})
    return {row: Whom(student, keys[student.pk, year]) for row, (student, year) in of_rows.items()}


def _hashed(school: School, *words: str) -> UUID:
    """Give the id of these words at a school: without the installation's key it leads back to nothing."""
    text = "\0".join(words)
    return UUID(bytes=hmac.digest(_key(), school.uuid.bytes + text.encode(), sha256)[:16], version=4)


@cache
def _key() -> bytes:
    return salted_hmac("placements.history", "key", algorithm="sha256").digest()
