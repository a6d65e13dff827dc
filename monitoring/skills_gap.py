"""Skills wanted against offered: the seats whose vacancies ask for a skill, and the students who have it."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from monitoring.disclosure import LEAST
from profiles.models import Student, StudentSkill, User
from reference.models import Skill
from vacancies.models import Vacancy, VacancySkill

ROUNDED_TO = 5
"""For who may not read exact numbers of students."""

Weight = VacancySkill.Weight


@dataclass(frozen=True, slots=True)
class Gap:
    """``must``, ``should`` and ``nice`` are free seats; ``students`` is None where it is too few to tell.

    ``able`` of the students can do it, the others learn it or did not say.
    """

    skill: Skill
    must: int
    should: int
    nice: int
    students: int | None
    able: int | None

    @property
    def wanted(self) -> int:
        return self.must + self.should + self.nice

    @property
    def gap(self) -> int | None:
        """Give how many more seats than students there are; below zero there are more students."""
        return None if self.students is None else self.wanted - self.students


@dataclass(frozen=True, slots=True)
class Gaps:
    """``exact`` tells how the numbers of students are to be read."""

    rows: list[Gap]
    exact: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of which sector (its code) and level, on both sides; None is all."""

    sector: str | None = None
    level: str | None = None


def gap_for(user: User, narrowed: Narrowed) -> Gaps:
    """Read what the region wants against what a coordinator's own students offer, exactly; for the admin
    against all students; for the region office against all, roughly."""
    if user.school_ids and not user.is_platform_admin:
        own = Student.objects.active().taught_by(user)
        return Gaps(skills_gap(own, narrowed, exact=True), exact=True)
    exact = user.is_platform_admin
    return Gaps(skills_gap(Student.objects.active(), narrowed, exact=exact), exact)


def skills_gap(students: QuerySet[Student], narrowed: Narrowed, *, exact: bool) -> list[Gap]:
    """Hold what open vacancies ask against what these students have, the largest gaps first.

    Three queries. Unless ``exact``, numbers of students are rounded to the nearest five and those below five
    not told: they do not count in the order then, and a skill that nobody asks is left out with them. So are
    words that are no known skill.
    """
    wanted, offered = _wanted(narrowed), _offered(students, narrowed)
    skills = Skill.objects.with_name().filter(pk__in={*wanted, *offered})
    told = _exactly if exact else _roughly
    rows = [
        Gap(each, *wanted.get(each.pk, (0, 0, 0)), *told(*offered.get(each.pk, (0, 0)))) for each in skills
    ]
    told_of = [row for row in rows if row.wanted or row.students]
    return sorted(told_of, key=lambda row: (-row.wanted + (row.students or 0), row.skill.name, row.skill.pk))


def _wanted(narrowed: Narrowed) -> dict[int, tuple[int, int, int]]:
    """Add up the free seats of open vacancies by skill and weight."""
    vacancies = Vacancy.objects.open().filter(seats__gt=F("seats_taken"))
    if narrowed.sector:
        vacancies = vacancies.filter(sector__code=narrowed.sector)
    if narrowed.level:
        vacancies = vacancies.filter(level=narrowed.level)
    asked = VacancySkill.objects.filter(vacancy__in=vacancies.values("pk"), skill__isnull=False)
    free = F("vacancy__seats") - F("vacancy__seats_taken")
    sums = {weight.value: Sum(free, filter=Q(weight=weight), default=0) for weight in Weight}
    rows = asked.order_by().values("skill").annotate(**sums)
    return {row["skill"]: (row["must"], row["should"], row["nice"]) for row in rows}


def _offered(students: QuerySet[Student], narrowed: Narrowed) -> dict[int, tuple[int, int]]:
    """Count the students who have a skill, and of them those who can do it."""
    if narrowed.sector:
        students = students.filter(programme__sector__code=narrowed.sector)
    if narrowed.level:
        students = students.filter(level=narrowed.level)
    own = StudentSkill.objects.filter(student__in=students.order_by().values("pk"), skill__isnull=False)
    able = Count("student", distinct=True, filter=Q(command__gte=StudentSkill.Level.ABLE))
    rows = own.order_by().values("skill").annotate(have=Count("student", distinct=True), able=able)
    return {row["skill"]: (row["have"], row["able"]) for row in rows}


def _exactly(have: int, able: int) -> tuple[int | None, int | None]:
    return have, able


def _roughly(have: int, able: int) -> tuple[int | None, int | None]:
    return _round(have), _round(able)


def _round(count: int) -> int | None:
    """Round to the nearest five; too few are not told, nobody neither."""
    return None if count < LEAST else (count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
