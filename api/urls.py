"""Routes of the API, version 1: no trailing slashes, kebab-case paths, UUIDs."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from api import errors
from api.access_records import AccessRecords
from api.applications import Applications
from api.blocks import BlockedCompany, Blocks
from api.bookings import Bookings, MomentBooking
from api.calling import ClassCalls, SchoolCalls
from api.claims import ClaimLink
from api.cockpit import SchoolCounts
from api.companies import Companies
from api.courses import Courses
from api.events import Events
from api.imports import PlacementImport, RecognitionImport, StudentImport, VacancyImport
from api.indicators import Indicators
from api.learning import CoursesForStudent
from api.lectures import Lectures, Moments
from api.messages import Messages
from api.placements import Placements
from api.places import Places
from api.programmes import Programmes
from api.quarterly_reports import QuarterlyReports
from api.registrations import CourseRegistrations, Registrations
from api.reporting import CompanyReports, OtherSideReports, VacancyReports
from api.reports import Reports
from api.schema import Docs, Schema
from api.schools import Classes, Schools
from api.seats import Seats
from api.skills import Skills
from api.skills_gap import SkillsGap
from api.slots import CheckIns, Slots
from api.students import Students
from api.tables import Tables
from api.takedowns import Takedowns
from api.targets import Targets
from api.vacancies import Vacancies
from api.visibility import Consents, Name, Views, Visibility

app_name = "api"
router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("students", Students, "student")
router.register("vacancies", Vacancies, "vacancy")
router.register("applications", Applications, "application")
router.register("companies", Companies, "company")
router.register("schools", Schools, "school")
router.register("classes", Classes, "class")
router.register("skills", Skills, "skill")
router.register("programmes", Programmes, "programme")
router.register("places", Places, "place")
router.register("access-records", AccessRecords, "access-record")
router.register("placements", Placements, "placement")
router.register("reports", Reports, "report")
router.register("blocks", Blocks, "block")
router.register("courses", Courses, "course")
router.register("registrations", Registrations, "registration")
router.register("events", Events, "event")
router.register("lectures", Lectures, "lecture")

urlpatterns = [
    *router.urls,
    path(
        "students/<uuid:id>/visibility",
        Visibility.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="student-visibility",
    ),
    path("students/<uuid:id>/names/<uuid:company>", Name.as_view({"delete": "destroy"}), name="student-name"),
    path(
        "students/<uuid:id>/blocks/<uuid:company>",
        BlockedCompany.as_view({"put": "update"}),
        name="student-block",
    ),
    path("students/<uuid:id>/consents", Consents.as_view({"get": "list"}), name="student-consents"),
    path("students/<uuid:id>/views", Views.as_view({"get": "list"}), name="student-views"),
    path(
        "applications/<uuid:id>/messages",
        Messages.as_view({"get": "list", "post": "create"}),
        name="application-messages",
    ),
    path(
        "applications/<uuid:id>/messages/read",
        Messages.as_view({"post": "mark_read"}),
        name="application-read-messages",
    ),
    path(
        "events/<uuid:id>/hosts/<uuid:company>",
        Events.as_view({"delete": "remove_host"}),
        name="event-host",
    ),
    path("slots/<uuid:id>/attendances", Slots.as_view({"post": "attend"}), name="slot-attendances"),
    path(
        "slots/<uuid:id>/attendances/<uuid:student>",
        Slots.as_view({"delete": "no_student"}),
        name="slot-student",
    ),
    path(
        "slots/<uuid:id>/classes/<uuid:group>",
        Slots.as_view({"delete": "no_class"}),
        name="slot-class",
    ),
    path("slots/<uuid:id>/check-ins", Slots.as_view({"post": "check_in"}), name="slot-check-ins"),
    path("check-ins", CheckIns.as_view({"post": "create"}), name="check-ins"),
    path("companies/<uuid:id>/reports", CompanyReports.as_view({"post": "create"}), name="company-reports"),
    path("vacancies/<uuid:id>/reports", VacancyReports.as_view({"post": "create"}), name="vacancy-reports"),
    path(
        "applications/<uuid:id>/reports",
        OtherSideReports.as_view({"post": "create"}),
        name="application-reports",
    ),
    path("vacancies/<uuid:id>/take-down", Takedowns.as_view({"post": "take_down"}), name="vacancy-take-down"),
    path("vacancies/<uuid:id>/allow", Takedowns.as_view({"post": "allow"}), name="vacancy-allow"),
    path("students/<uuid:id>/claim-link", ClaimLink.as_view({"post": "create"}), name="student-claim-link"),
    path(
        "vacancies/<uuid:id>/seats",
        Seats.as_view({"get": "retrieve", "put": "update"}),
        name="vacancy-seats",
    ),
    path(
        "schools/<uuid:id>/class-table",
        SchoolCounts.as_view({"get": "class_table"}),
        name="school-class-table",
    ),
    path("schools/<uuid:id>/funnel", SchoolCounts.as_view({"get": "funnel"}), name="school-funnel"),
    path("schools/<uuid:id>/cockpit", SchoolCounts.as_view({"get": "cockpit"}), name="school-cockpit"),
    path("schools/<uuid:id>/call-list", SchoolCalls.as_view({"get": "call_list"}), name="school-call-list"),
    path("classes/<uuid:id>/call-list", ClassCalls.as_view({"get": "call_list"}), name="class-call-list"),
    path("indicators", Indicators.as_view({"get": "read"}), name="indicators"),
    path(
        "indicators/<slug:code>/breakdown",
        Indicators.as_view({"get": "breakdown"}),
        name="indicator-breakdown",
    ),
    path("tables", Tables.as_view({"get": "names"}), name="tables"),
    path("tables/<slug:table>", Tables.as_view({"get": "read"}), name="table"),
    path("quarterly-report", QuarterlyReports.as_view({"get": "read"}), name="quarterly-report"),
    path("quarterly-report/pdf", QuarterlyReports.as_view({"get": "paper"}), name="quarterly-report-pdf"),
    path("targets", Targets.as_view({"get": "read", "put": "update"}), name="targets"),
    path("skills-gap", SkillsGap.as_view({"get": "gap"}), name="skills-gap"),
    path(
        "schools/<uuid:id>/imports/students",
        StudentImport.as_view({"post": "create"}),
        name="school-import-students",
    ),
    path(
        "schools/<uuid:id>/imports/placements",
        PlacementImport.as_view({"post": "create"}),
        name="school-import-placements",
    ),
    path(
        "companies/<uuid:id>/imports/vacancies",
        VacancyImport.as_view({"post": "create"}),
        name="company-import-vacancies",
    ),
    path(
        "imports/recognitions",
        RecognitionImport.as_view({"post": "create"}),
        name="import-recognitions",
    ),
    path(
        "courses/<uuid:id>/registrations",
        CourseRegistrations.as_view({"get": "retrieve", "post": "create"}),
        name="course-registrations",
    ),
    path("moments/<uuid:id>", Moments.as_view({"delete": "destroy"}), name="moment-detail"),
    path("moments/<uuid:id>/booking", MomentBooking.as_view({"post": "create"}), name="moment-booking"),
    path("bookings/<uuid:id>/cancel", Bookings.as_view({"post": "call_off"}), name="booking-cancel"),
    path("events/<uuid:id>/held", Bookings.as_view({"post": "held"}), name="event-held"),
    path("events/<uuid:id>/not-held", Bookings.as_view({"post": "not_held"}), name="event-not-held"),
    path(
        "students/<uuid:id>/courses",
        CoursesForStudent.as_view({"get": "retrieve"}),
        name="student-courses",
    ),
    path("openapi", Schema.as_view(), name="openapi"),
    path("docs", Docs.as_view(), name="api-docs"),
    re_path("", errors.not_found),
]
