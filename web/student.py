"""What a student sees: how complete the profile is, and what suits."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from profiles import access_log
from profiles.completeness import Part, completeness_of
from profiles.models import Student
from reference.models import Skill
from vacancies.models import Vacancy
from web.matches import best_cards, matches_page
from web.personal import personal

FIRST = 3
ADVICE = {
    Part.SKILLS: _("tell at least three things that you can or are learning."),
    Part.LEVEL: _("tell at which level you learn."),
    Part.KINDS: _("tell what you look for: an internship, a side job or something else."),
    Part.PLACE: _("tell your postcode, so that we know what is near."),
    Part.REACH: _("tell how far you want to travel."),
    Part.PERIOD: _("tell from when you are available."),
}


def start(request: HttpRequest) -> HttpResponse:
    """Show the profile's completeness, the own skills and the best matches."""
    student = own_profile(request)
    skills = student.skills.all()
    profile = completeness_of(student, skills=len(skills))
    told = {
        "student": student,
        "skills": skills,
        "profile": profile,
        "advice": ADVICE[profile.next] if profile.next else "",
        "kinds": [kind.label for kind in Vacancy.Kind if kind in (student.kinds or ())],
        "best": best_cards(student, by=request.user, top=FIRST),
    }
    return render(request, "web/student.html", told)


@personal
def matches(request: HttpRequest) -> HttpResponse:
    """List all vacancies that suit, or those that do not with the reason."""
    return matches_page(request, own_profile(request))


def own_profile(request: HttpRequest) -> Student:
    """Read the profile of whoever asks, with skills by name. Raises Http404 for who has none."""
    named = Prefetch("skills__skill", Skill.objects.with_name())
    students = Student.objects.in_care_of(request.user).filter(user=request.user)
    related = students.select_related("programme", "place__municipality").prefetch_related("skills", named)
    student = get_object_or_404(related)
    access_log.about(request, [student])
    return student
