"""The start page: one per role."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placements.models import Report
from profiles.models import School
from web import employer, guardian, region, school, student
from web.account import own
from web.personal import personal
from web.roles import Role, role_of


def stranger(request: HttpRequest) -> HttpResponse:
    """Say what to do to somebody whose account has no role yet."""
    return render(request, "web/stranger.html")


def platform(request: HttpRequest) -> HttpResponse:
    """List everything that exists."""
    schools = School.objects.visible_to(request.user).select_related("place")
    reports = Report.objects.handled_for(request.user).lasting().count()
    return render(request, "web/platform.html", {"schools": schools, "reports": reports})


PAGES: Mapping[Role, Callable[[HttpRequest], HttpResponse]] = {
    Role.PLATFORM: platform,
    Role.SCHOOL: school.start,
    Role.REGION: region.overview,
    Role.EMPLOYER: employer.start,
    Role.STUDENT: student.start,
    Role.GUARDIAN: guardian.children,
    Role.WAITING: own.second_factor,
    Role.STRANGER: stranger,
}


@personal
def start(request: HttpRequest) -> HttpResponse:
    """Open the start page of whoever is signed in."""
    return PAGES[role_of(request.user)](request)
