"""What a school sees: how far its classes and the students in them are, and whom to call first."""

from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from monitoring.cockpit import Cockpit, cockpit_of
from monitoring.progress import read_class
from monitoring.stages import class_table, stage_of
from profiles import access_log
from profiles.access import may_bring_for_school, may_hand_over
from profiles.completeness import completeness_of
from profiles.enrolling import school_year_of
from profiles.handing_over import coordinators
from profiles.models import Enrolment, School, Student, StudentGroup, StudentNumber
from vacancies.models import Vacancy
from web.cockpit import FIRST_CALLS, Months, counts_of, first_calls, table_of
from web.forms.students_applications import undecided
from web.matches import fit, matches_page
from web.personal import personal
from web.proposing import proposal_for
from web.students_applications import applications_of_students
from web.tables import CountTable, count_table
from web.vacancy import Back, find, show


@personal
def start(request: HttpRequest) -> HttpResponse:
    """Open the school that one works for, or list them for who works for several."""
    schools = School.objects.coordinated_by(request.user)
    if len(schools) == 1:
        return _overview(request, schools[0])
    return render(request, "web/schools.html", {"schools": schools})


@personal
def overview(request: HttpRequest, school: UUID) -> HttpResponse:
    """Show one school."""
    return _overview(request, get_object_or_404(School.objects.coordinated_by(request.user), uuid=school))


@personal
def one_class(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the students of a class and what is known of each."""
    visible = StudentGroup.objects.visible_to(request.user).select_related(
        "school", "programme", "coordinator"
    )
    shown = get_object_or_404(visible, uuid=group)
    enrolled = list(_students(shown, Student.objects.in_care_of(request.user)))
    how_far = read_class(shown)
    stages = {each.student: stage_of(each) for each in how_far.students}
    students = [
        (student, completeness_of(student, skills=student.skill_count), stages.get(student.pk))
        for student in enrolled
    ]
    access_log.about(request, enrolled, organisation=shown.school)
    (row,) = class_table(how_far)
    told = {"group": shown, "students": students, "row": row, "counts": counts_of(row)}
    if shown.school_year >= school_year_of(timezone.localdate()):
        told |= first_calls(request, how_far)
    if may_hand_over(request.user, shown):
        told["coordinators"] = coordinators(shown.school)
    return render(request, "web/class.html", told)


def _overview(request: HttpRequest, school: School) -> HttpResponse:
    year = school_year_of(timezone.localdate())
    cockpit = cockpit_of(school, year)
    placements = placements_by_year(cockpit)
    told = {
        "school": school,
        "year": year,
        "funnel": cockpit.funnel,
        "standings": cockpit.standings,
        "placements": placements,
        "months": Months.of(cockpit.months),
        "started": sum(row.total for row in placements.rows if row.name == name_of_year(year)),
        **table_of(cockpit),
        **first_calls(request, cockpit.told, most=FIRST_CALLS),
    }
    if may_bring_for_school(request.user, school):
        told["brings"] = True
        told["undecided"] = undecided(applications_of_students(request.user)).count()
    return render(request, "web/school.html", told)


def placements_by_year(cockpit: Cockpit) -> CountTable:
    """Lay out the placements that ever started by school year and kind."""
    counts = {(name_of_year(year), kind): count for (year, kind), count in cockpit.kinds_by_year.items()}
    return count_table(counts, columns=[(kind.value, kind.label) for kind in Vacancy.Kind])


def name_of_year(year: int) -> str:
    """Write a school year as people do: 2026–2027."""
    return f"{year}–{year + 1}"


def _students(group: StudentGroup, students: QuerySet[Student]) -> QuerySet[Student]:
    numbers = StudentNumber.objects.filter(school=group.school_id)
    enrolled = Enrolment.objects.current().filter(group=group)
    return (
        students.filter(pk__in=enrolled.values("student"))
        .select_related("place")
        .annotate(skill_count=Count("skills"))
        .order_by("last_name", "first_name", "pk")
        .prefetch_related(Prefetch("numbers", numbers, to_attr="own_numbers"))
    )


@personal
def matches(request: HttpRequest, student: UUID) -> HttpResponse:
    """List what fits a student of the school, as the student sees it."""
    shown = _student(request, student)
    return matches_page(request, shown, _group_of(request, shown))


@personal
def vacancy(request: HttpRequest, student: UUID, vacancy: UUID) -> HttpResponse:
    """Show a vacancy beside a student of the school, and let a coordinator propose it."""
    shown, beside = find(request, vacancy), _student(request, student)
    back = Back(reverse("student-matches", args=[beside.uuid]), str(beside))
    proposal = proposal_for(request.user, beside, shown)
    more = {"proposal": proposal, "group": _group_of(request, beside)} if proposal else {}
    return show(request, shown, fit(beside, shown, by=request.user), back, **more)


def _student(request: HttpRequest, uuid: UUID) -> Student:
    student = get_object_or_404(Student.objects.in_care_of(request.user), uuid=uuid)
    access_log.about(request, [student])
    return student


def _group_of(request: HttpRequest, student: Student) -> StudentGroup | None:
    """Find the class in which the reader sees this student today."""
    enrolled = Enrolment.objects.current().filter(student=student)
    visible = StudentGroup.objects.visible_to(request.user).filter(pk__in=enrolled.values("group"))
    return visible.select_related("school").first()
