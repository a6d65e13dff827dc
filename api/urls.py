"""Routes of the API, version 1: no trailing slashes, kebab-case paths, UUIDs."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from api import errors
from api.companies import Companies
from api.placements import Placements
from api.places import Places
from api.programmes import Programmes
from api.schema import Docs, Schema
from api.schools import Classes, Schools
from api.skills import Skills
from api.students import Students
from api.vacancies import Vacancies

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("students", Students, "student")
router.register("vacancies", Vacancies, "vacancy")
router.register("companies", Companies, "company")
router.register("schools", Schools, "school")
router.register("classes", Classes, "class")
router.register("skills", Skills, "skill")
router.register("programmes", Programmes, "programme")
router.register("places", Places, "place")
router.register("placements", Placements, "placement")

urlpatterns = [
    *router.urls,
    path("openapi", Schema.as_view(), name="openapi"),
    path("docs", Docs.as_view(), name="api-docs"),
    re_path("", errors.not_found),
]
