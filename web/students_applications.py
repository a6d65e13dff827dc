"""The applications of a school's students: whose turn it is and until when, the most urgent first."""

from django.core.paginator import Paginator
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from placements.models import Application
from profiles import access_log
from profiles.enrolling import school_year_of
from profiles.models import Enrolment, Student, StudentGroup, User
from web.application_rows import lines_for
from web.forms.students_applications import StudentsApplicationsForm
from web.personal import personal

State = Application.State
PER_PAGE = 30


@personal
def students_applications(request: HttpRequest) -> HttpResponse:
    """List what students of the schools for which one coordinates asked, or were asked."""
    form = StudentsApplicationsForm(request.GET, groups=_groups(request.user), user=request.user)
    found = most_urgent_first(form.narrow(applications_of_students(request.user)))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    access_log.about(request, [each.student for each in page])
    told = {"form": form, "page": page, "rows": lines_for(page, request.user)}
    return render(request, "web/students_applications.html", told)


def applications_of_students(user: User) -> QuerySet[Application]:
    """Keep those of the students for whose schools this user coordinates, with ``class_name`` annotated."""
    taught = Application.objects.visible_to(user).filter(student__in=Student.objects.taught_by(user))
    enrolled = Enrolment.objects.current().filter(student=OuterRef("student"))
    enrolled = enrolled.filter(group__school__in=user.school_ids).order_by("-started_on", "pk")
    named = taught.annotate(class_name=Subquery(enrolled.values("group__name")[:1]))
    return named.select_related("student", "vacancy__company").prefetch_related("talks")


def most_urgent_first(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Put what waits for an answer first, by its term; then the waiting list; then the last decided."""
    is_waiting, is_queued = Q(pk__in=Application.objects.waiting().values("pk")), Q(state=State.QUEUED)
    urgency = Case(When(is_waiting, then=Value(0)), When(is_queued, then=Value(1)), default=Value(2))
    term = Case(When(is_waiting, then=F("answer_by")))
    decided = Case(When(is_waiting | is_queued, then=None), default=Coalesce("ended_at", "answered_at"))
    return applications.order_by(urgency, term, decided.desc(nulls_last=True), "requested_at", "pk")


def _groups(user: User) -> list[StudentGroup]:
    """List the classes of one's schools in this school year and the next."""
    year = school_year_of(timezone.localdate())
    visible = StudentGroup.objects.visible_to(user).filter(school_year__gte=year)
    return list(visible.order_by("school_year", "name", "pk"))
