"""Addresses of the pages."""

from django.urls import path

from web import account, region, school, start, student, vacancy
from web.home import home

urlpatterns = [
    path("", home, name="home"),
    path("inloggen", account.sign_in, name="sign-in"),
    path("uitloggen", account.sign_out, name="sign-out"),
    path("taal", account.choose_language, name="language"),
    path("start", start.start, name="start"),
    path("matches", student.matches, name="matches"),
    path("vacancies/<uuid:vacancy>", vacancy.page, name="vacancy"),
    path("schools/<uuid:school>", school.overview, name="school"),
    path("classes/<uuid:group>", school.one_class, name="class"),
    path("students/<uuid:student>/matches", school.matches, name="student-matches"),
    path("students/<uuid:student>/vacancies/<uuid:vacancy>", school.vacancy, name="student-vacancy"),
    path("region", region.overview, name="region"),
    path("companies/unverified", region.unverified_companies, name="unverified-companies"),
]
