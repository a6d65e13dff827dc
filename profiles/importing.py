"""A school's list of students, brought in: who is new, who changed, who moved to another class."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.claiming import known_elsewhere
from profiles.enrolling import (
    AlreadyInLaterYear,
    Move,
    carry_out,
    complete_classes,
    open_enrolments,
    plan,
    refuse_later_year,
)
from profiles.match_changes import persons_changed
from profiles.models import Enrolment, School, Student, StudentGroup, StudentNumber
from profiles.reading.cells import Cells
from profiles.reading.chunks import in_chunks
from profiles.reading.lookups import Places, Programmes
from profiles.reading.skill_lists import MOST_SKILLS, WordLinks
from profiles.skilling import Known, SkillPlan, TooManySkills, known_of, plan_skills, write_skills
from profiles.student_list import Lookups, StudentRow, contradiction, read_row
from reference.reporting import Report
from reference.tables import Row, RowError

WRITTEN = (
    "first_name", "last_name", "prefix", "email", "birth_date", "place", "reach_km", "kinds",
    "available_from", "available_until", "hours_min", "hours_max", "programme", "level", "updated_at",
)  # fmt: skip


def import_students(rows: Iterable[Row], report: Report, *, school: School, school_year: int) -> None:
    """Bring the students of one school in, by their numbers there; run it inside ``all_or_nothing``.

    A number that is known updates that student, and an empty cell leaves what is known; skills are added and
    never taken away. Also makes the classes of that school year, enrols with dates (leaving the former class
    of the same school), gives classes the programme that all their students share, links words to skills,
    reads those of each student as a whole and tells the matcher who changed. Bad rows are left out and stand
    in ``report.errors``. The address of an unclaimed profile that another school knows too stays: links to
    claim it go there.
    """
    job = _StudentImport(report, school, school_year, timezone.localdate())
    for chunk in in_chunks(rows):
        job.take(chunk)
    complete_classes(job.groups.values())


@dataclass(slots=True)
class _Draft:
    """One good row with the student as he or she will be."""

    row: StudentRow
    student: Student
    is_new: bool
    fields_changed: bool
    skills: SkillPlan
    current: Sequence[Enrolment]
    move: Move | None = None

    @property
    def changed(self) -> bool:
        return bool(self.fields_changed or self.skills or self.move)


@dataclass(slots=True)
class _StudentImport:
    """The state of one import: what was seen so far, and what rows refer to."""

    report: Report
    school: School
    school_year: int
    today: date
    groups: dict[str, StudentGroup] = field(default_factory=dict)
    lookups: Lookups = field(default_factory=lambda: Lookups(Places(), Programmes()))
    links: WordLinks = field(init=False)
    first_rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = WordLinks(self.report)
        own = StudentGroup.objects.filter(school=self.school, school_year=self.school_year)
        self.groups = {group.name.casefold(): group for group in own}

    def take(self, chunk: Sequence[Row]) -> None:
        """Read, check and write a chunk of rows."""
        read = [told for row in chunk if (told := self._read(row))]
        self.links.learn((told.row, word.text) for told in read for word in told.skills)
        drafts = self._drafts(read)
        self._make_classes(drafts)
        for draft in drafts:
            group = self.groups[draft.row.class_name.casefold()]
            draft.move = plan(draft.student, group, draft.current, today=self.today)
        self._write(drafts)

    def _read(self, row: Row) -> StudentRow | None:
        """Read one row; a row with errors is left out, and so is a number that the list had before."""
        cells = Cells(row)
        told = read_row(cells, self.lookups)
        first = (
            self.first_rows.setdefault(told.student_number, row.number) if told.student_number else row.number
        )
        if first != row.number:
            detail = _("this number stands in row %(row)d already") % {"row": first}
            cells.refuse("student_number", "duplicate_number", detail)
        self.report.errors.extend(cells.errors)
        self.report.warnings.extend(cells.warnings)
        self.report.skipped += bool(cells.errors)
        return None if cells.errors else told

    def _drafts(self, read: Sequence[StudentRow]) -> list[_Draft]:
        """Put what the rows tell over what is known."""
        known = self._known(read)
        enrolments = open_enrolments(known.values(), school=self.school)
        skills = known_of(known.values())
        self.links.remember(text for own in skills.values() for text in own.free)
        shared = self._shared(known.values())
        drafts = []
        for told in read:
            student = known.get(told.student_number) or Student()
            current, own = enrolments.get(student.pk, []), skills.get(student.pk, Known())
            try:
                refuse_later_year(current, self.school_year)
                planned = plan_skills(student, told.skills, own, self.links)
            except AlreadyInLaterYear as later:
                detail = _("this student is in class %(group)s of a later school year") % {
                    "group": later.group
                }
                self._refuse(told, "class", "later_school_year", detail)
                continue
            except TooManySkills:
                detail = _("brings this student above %(most)d skills") % {"most": MOST_SKILLS}
                self._refuse(told, "skills", "too_many_skills", detail)
                continue
            is_new, changed = student.pk is None, _tell(student, self._allowed(told, student, shared))
            if wrong := contradiction(student):
                self._refuse(told, *wrong)
                continue
            drafts.append(_Draft(told, student, is_new, changed, planned, current))
        return drafts

    def _known(self, read: Sequence[StudentRow]) -> dict[str, Student]:
        numbers = StudentNumber.objects.filter(
            school=self.school, number__in=[r.student_number for r in read]
        )
        return {each.number: each.student for each in numbers.select_related("student")}

    def _shared(self, students: Collection[Student]) -> set[int]:
        """List those whom nobody claimed and whom another school knows too."""
        unclaimed = Student.objects.filter(pk__in=[each.pk for each in students if each.user_id is None])
        return set(known_elsewhere(unclaimed, school=self.school).order_by().values_list("pk", flat=True))

    def _allowed(self, told: StudentRow, student: Student, shared: Collection[int]) -> dict[str, object]:
        """Keep of what a row tells all but another address for a profile that two schools share."""
        if student.pk not in shared or told.told.get("email", student.email) == student.email:
            return told.told
        detail = _("the address stays: another school knows this student too")
        self.report.warnings.append(RowError(told.row, "email", "shared_student", detail))
        return {name: value for name, value in told.told.items() if name != "email"}

    def _refuse(self, told: StudentRow, column: str, code: str, detail: str) -> None:
        self.report.errors.append(RowError(told.row, column, code, detail))
        self.report.skipped += 1

    def _make_classes(self, drafts: Sequence[_Draft]) -> None:
        names = {draft.row.class_name.casefold(): draft.row.class_name for draft in reversed(drafts)}
        missing = [name for key, name in reversed(names.items()) if key not in self.groups]
        made = [StudentGroup(school=self.school, school_year=self.school_year, name=name) for name in missing]
        for group in StudentGroup.objects.bulk_create(made):
            self.groups[group.name.casefold()] = group

    def _write(self, drafts: Sequence[_Draft]) -> None:
        """Write the drafts of a chunk in a fixed number of statements, and count them."""
        new = [draft for draft in drafts if draft.is_new]
        changed = [draft for draft in drafts if draft.changed and not draft.is_new]
        _write_students([draft.student for draft in new], [d.student for d in changed if d.fields_changed])
        StudentNumber.objects.bulk_create(
            [StudentNumber(student=d.student, school=self.school, number=d.row.student_number) for d in new]
        )
        carry_out(draft.move for draft in drafts if draft.move)
        write_skills([draft.skills for draft in drafts])
        persons_changed(draft.student.pk for draft in (*new, *changed))
        self.report.added += len(new)
        self.report.changed += len(changed)
        self.report.unchanged += len(drafts) - len(new) - len(changed)


def _tell(student: Student, told: dict[str, object]) -> bool:
    """Fill in what a row tells; tell whether that changed anything."""
    different = {name: value for name, value in told.items() if getattr(student, name) != value}
    for name, value in different.items():
        setattr(student, name, value)
    return bool(different)


def _write_students(new: Collection[Student], changed: Collection[Student]) -> None:
    """Write students; those changed go in as one upsert, because ``bulk_update`` writes a CASE per cell."""
    Student.objects.bulk_create(new)
    Student.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
