"""What a guardian sees: the question behind the mailed link, and afterwards the own children."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from profiles import access_log, guarding
from profiles.consent_texts import TEXTS
from profiles.limiting import Limit, client_address, take
from profiles.models import Student, User
from reference.models import Skill
from vacancies.models import Vacancy
from web.application_rows import applications_of
from web.forms.guardian import AnswerForm
from web.personal import personal, personal_form
from web.sight import choices_for, sight_of

WRONG_LINKS = Limit("links", fails_closed=True)


@personal_form
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what is asked, whoever opens the link; only sending the form answers and uses the link up."""
    question = guarding.find(secret)
    if question is None:
        take(WRONG_LINKS, client_address(request))
        return _gone(request)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            answered = guarding.answer(question, told["visibility"], name=told["name"])
        except guarding.LinkGone:
            return _gone(request)
        return _page(request, "web/guardian_answered.html", {"answer": answered, "student": answered.student})
    chosen = request.POST.get("visibility")
    told = {
        "student": question.student,
        "school": question.student.school_today(),
        "form": form,
        "choices": choices_for(question.student, chosen=chosen, is_own=False),
        "texts": [str(text) for text in TEXTS.values()],
    }
    return _page(request, "web/guardian_asked.html", told)


@personal
def children(request: HttpRequest) -> HttpResponse:
    """List the children for whom somebody answers; nobody else has this page."""
    own = own_children(request.user)
    if not own:
        raise Http404
    access_log.about(request, own)
    return render(request, "web/children.html", {"children": own})


def own_children(user: User) -> list[Student]:
    """Read the children for whom this user answers today."""
    wards = user.guardianships.in_force().values("student")
    return list(Student.objects.in_care_of(user).filter(pk__in=wards).with_visibility())


@personal
def child(request: HttpRequest, student: UUID) -> HttpResponse:
    """Show a guardian the child's profile, who sees it, and let the guardian choose."""
    wards = request.user.guardianships.in_force().values("student")
    named = Prefetch("skills__skill", Skill.objects.with_name())
    rows = Student.objects.in_care_of(request.user).filter(pk__in=wards).with_visibility()
    related = rows.select_related("programme", "place__municipality").prefetch_related("skills", named)
    shown = get_object_or_404(related, uuid=student)
    told = {
        "sight": sight_of(shown, reader=request.user),
        "applications": applications_of(shown, request.user),
        "student": shown,
        "kinds": [kind.label for kind in Vacancy.Kind if kind in (shown.kinds or ())],
    }
    return render(request, "web/child.html", told)


def _gone(request: HttpRequest) -> HttpResponse:
    """Answer alike for a link that was used, is too old, or never was."""
    return _page(request, "web/guardian_gone.html", {}, status=404)


def _page(request: HttpRequest, template: str, told: dict[str, object], status: int = 200) -> HttpResponse:
    """Keep the secret in the address from every other site."""
    response = render(request, template, told, status=status)
    # not no-referrer: with that, browsers do not tell where the form comes from, and it is refused
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
