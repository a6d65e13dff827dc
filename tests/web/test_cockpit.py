"""The cockpit of a school on its pages: how far everybody is, whom to call first, and by which step."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.models import Measurement, Target
from placements.applying import apply
from profiles import access_log
from profiles.models import AccessRecord, Student, StudentGroup, StudentSkill
from tests import world as make
from tests.placements.agreed import agreed
from tests.web.reading import headings, rows
from web.charts import pairs_chart


def known(student) -> Student:
    """Let enough be known of a student to find a place with."""
    for name in ("slijpen", "boren", "meten"):
        StudentSkill.objects.create(student=student, skill=make.make_skill(name), text=name)
    return student


def steps(page) -> list[tuple[str, str]]:
    """Read who is to be called and where the next step is taken."""
    return [(called.call.student.first_name, called.doing) for called in page.context["calls"]]


def test_the_school_sees_stages_that_add_up_and_the_funnel(world, signed_in):
    agreed(world, make.make_student(world.group))
    StudentGroup.objects.filter(pk=world.group.pk).update(pupils=3)
    page = signed_in(world.coordinator).get("/start")
    assert headings(page) == [
        "Students",
        "Without a place",
        "Placements that started this school year",
        "Applications not decided yet",
        "Whom to call first",
        "Sanne Peeters",
        "From profile to place",
        "Placements per month",
        "Classes 2026–2027",
        "Placements that started",
        "Bring in lists",
    ]
    assert rows(page, 0)[0] == ["All students", "5", "5", "4"]
    stages = ["4", "–", "–", "1", "–", "–", "–"]
    assert rows(page, 2) == [["LAS3A Lassen 25102 (25102)", "5", *stages, "nobody"]]
    assert page.context["size"] == 5


def test_each_step_leads_to_where_it_is_taken(world, signed_in):
    waiting = known(
        make.make_student(world.group, first_name="Waits", user=make.make_user("w@leerling.test"))
    )
    apply(waiting, world.vacancy, by=waiting.user)
    known(make.make_student(world.group, first_name="Free", user=make.make_user("f@leerling.test")))
    far = make.make_student(world.group, first_name="Far", reach_km=1, user=make.make_user("g@leerling.test"))
    known(far)
    make.make_student(world.group, first_name="Shut")
    page = signed_in(world.coordinator).get(f"/classes/{world.group.uuid}")
    free = Student.objects.get(first_name="Free")
    assert sorted(steps(page)) == [
        ("Far", f"/students/{far.uuid}/matches?show=excluded"),
        ("Free", f"/students/{free.uuid}/matches"),
        ("Sanne", f"/students/{world.sanne.uuid}/matches"),
        ("Shut", f"/classes/{world.group.uuid}/claim-links"),
        ("Waits", f"/applications/students?group={world.group.uuid}"),
    ]
    client = signed_in(world.coordinator)
    assert {client.get(address).status_code for _name, address in steps(page)} == {200}


def test_the_admin_reads_why_but_takes_no_step(world, signed_in):
    page = signed_in(world.admin).get(f"/schools/{world.gilde.uuid}")
    assert steps(page) == [("Sanne", "")]
    assert "Complete the profile together" in page.content.decode()


def test_a_school_shows_the_eight_most_urgent_and_notes_them_alone(world, signed_in):
    for _number in range(9):
        make.make_student(world.group, available_from=make.TODAY)
    page = signed_in(world.coordinator).get("/start")
    assert (len(page.context["calls"]), page.context["calls_in_all"]) == (8, 10)
    access_log.buffer.flush()
    noted = set(AccessRecord.objects.values_list("subject", flat=True))
    assert noted == {called.call.student.uuid for called in page.context["calls"]}


def test_when_everybody_has_a_place_nobody_is_called(world, signed_in):
    agreed(world)
    page = signed_in(world.coordinator).get("/start")
    assert (page.context["calls"], "Everybody has a place." in page.content.decode()) == ([], True)


def test_a_class_of_a_past_year_shows_how_it_ended_and_calls_nobody(world, signed_in):
    group = StudentGroup.objects.create(school=world.gilde, name="OLD", school_year=2024)
    make.make_student(group).enrolments.update(started_on=date(2024, 8, 1), ended_on=date(2025, 8, 1))
    page = signed_in(world.coordinator).get(f"/classes/{group.uuid}")
    assert "calls" not in page.context
    assert [(stage.value, count) for stage, count in page.context["counts"] if count] == [("no_profile", 1)]


@pytest.mark.parametrize("many", [1, 12])
def test_the_cockpit_takes_fifteen_queries_for_any_number_of_students(world, signed_in, many):
    for number in range(many):
        group = make.make_group(world.gilde, f"K{number}")
        agreed(world, make.make_student(group))
        make.make_student(group)
    client = signed_in(world.coordinator)
    client.get("/start")  # what is held between requests is built here
    with CaptureQueriesContext(connection) as queries:
        client.get("/start")
    assert len(queries) == 15


def test_the_tables_can_be_taken_along_from_the_page(world, signed_in):
    client = signed_in(world.coordinator)
    for name in ("call-list?format=xlsx&pageSize=100", "class-table?format=xlsx"):
        address = f"/api/v1/schools/{world.gilde.uuid}/{name}"
        assert address.replace("&", "&amp;") in client.get("/start").content.decode()
        assert client.get(address).headers["Content-Disposition"].startswith("attachment")


def test_the_highest_bar_fills_the_drawing_and_none_leaves_it():
    chart = pairs_chart([("aug", 4, 0), ("sep", 8, 2)], width=200, height=142)
    assert [(bar.height, bar.y, bar.value, bar.is_previous) for bar in chart.bars] == [
        (50, 70, 4, True),
        (0, 120, 0, False),
        (100, 20, 8, True),
        (25, 95, 2, False),
    ]
    assert max(bar.x + bar.width for bar in chart.bars) <= 200
    assert [bar.height for bar in pairs_chart([("aug", 0, 0)], width=200, height=142).bars] == [0, 0]


def test_a_measured_school_sees_where_it_stands(world, signed_in):
    told = {"scope": "school", "key": str(world.gilde.uuid), "day": make.TODAY}
    Measurement.objects.create(indicator="placements", count=7, **told)
    Measurement.objects.create(indicator="employers_satisfied_percent", count=8, of=9, **told)
    Target.objects.create(indicator="placements", school=world.gilde, school_year=2026, value=40)
    page = signed_in(world.coordinator).get("/start")
    assert rows(page, 3) == [
        ["Placements started", "7", "7", "40"],
        ["Satisfied employers", "", "88.9 %", "–"],
    ]
    assert "As measured on 21 Nov 2026." in page.content.decode()
