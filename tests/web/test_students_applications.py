"""The applications of a school's students: whose turn, until when, and finding those that are urgent."""

from datetime import date, timedelta

import pytest

from placements.answering import decline, talk
from placements.applying import apply, invite
from placements.models import Application
from profiles.access_log import buffer
from profiles.models import AccessRecord
from tests.web.reading import items, rows, statuses
from tests.world import (
    make_company,
    make_establishment,
    make_group,
    make_school,
    make_student,
    make_user,
    make_vacancy,
    make_visible,
)

PATH = "/applications/students"


@pytest.fixture
def asked(world) -> dict[str, Application]:
    """Let three students of two classes be in different states, and one of another school apply."""
    other, elders = make_group(world.gilde, "LAS3B"), make_group(make_school("Elders College"), "E1")
    milan, noa, iris = (
        make_student(group, first_name=name, last_name="Smeets", user=make_user(f"{name}@leerling.test"))
        for group, name in ((world.group, "Milan"), (other, "Noa"), (elders, "Iris"))
    )
    type(world.vacancy).objects.update(seats=5)
    found = {
        "sanne": apply(world.sanne, world.vacancy, by=world.sanne.user),
        "milan": apply(milan, world.vacancy, by=milan.user),
        "noa": invite(make_visible(noa), world.vacancy, by=world.bram),
        "iris": apply(iris, world.vacancy, by=iris.user),
    }
    Application.objects.filter(pk=found["noa"].pk).update(answer_by=date(2026, 11, 21))
    talk(found["milan"], by=world.bram)
    return found


def names(page) -> list[str]:
    return [row.application.student.first_name for row in page.context["rows"]]


def test_a_coordinator_sees_whose_turn_it_is_the_most_urgent_first(world, signed_in, asked):
    page = signed_in(world.coordinator).get(PATH)
    assert names(page) == ["Noa", "Sanne", "Milan"]
    first = items(page)[0]
    assert "Waits for the student, until 21 Nov 2026. Today is the last day." in first
    assert "LAS3B · Maasland Metaal · Invitation, 21 Nov 2026" in first
    assert "3 applications and invitations" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?waits=company", ["Sanne", "Milan"]),
        ("?waits=student", ["Noa"]),
        ("?state=in_conversation", ["Milan"]),
        ("?state=over", []),
        ("?state=all", ["Noa", "Sanne", "Milan"]),
        ("?state=nonsense", []),
        ("?group=nonsense", []),
    ],
)
def test_the_list_is_narrowed(world, signed_in, asked, query, found):
    assert names(signed_in(world.coordinator).get(PATH + query)) == found


def test_what_ended_is_found_below_what_runs(world, signed_in, asked):
    decline(asked["noa"], by=asked["noa"].student.user)
    client = signed_in(world.coordinator)
    assert names(client.get(PATH)) == ["Sanne", "Milan"]
    assert names(client.get(PATH + "?state=over")) == ["Noa"]
    assert names(client.get(PATH + "?state=all")) == ["Sanne", "Milan", "Noa"]


def test_what_was_not_answered_in_time_is_over_before_anybody_sweeps(world, signed_in, asked):
    Application.objects.filter(pk=asked["noa"].pk).update(answer_by=date(2026, 11, 20))
    client = signed_in(world.coordinator)
    assert names(client.get(PATH)) == ["Sanne", "Milan"]
    assert names(client.get(PATH + "?state=expired")) == ["Noa"]
    assert names(client.get(PATH + "?state=all")) == ["Sanne", "Milan", "Noa"]


def test_one_begins_with_the_classes_that_one_looks_after(world, signed_in, asked):
    type(world.group).objects.filter(pk=world.group.pk).update(coordinator=world.coordinator)
    client = signed_in(world.coordinator)
    assert names(client.get(PATH)) == ["Sanne", "Milan"]
    assert names(client.get(PATH + "?group=all")) == ["Noa", "Sanne", "Milan"]
    assert names(client.get(f"{PATH}?group={world.gilde.groups.get(name='LAS3B').uuid}")) == ["Noa"]


def test_a_class_shows_who_has_a_place_who_asked_and_who_did_not(world, signed_in, asked):
    idle = make_student(world.group, first_name="Zoë", last_name="Zwart")
    page = signed_in(world.coordinator).get(f"/classes/{world.group.uuid}")
    assert [row[2] for row in rows(page)] == ["No place", "No place", "No profile"]
    assert f"{PATH}?group={world.group.uuid}" in page.content.decode()
    assert str(idle) in page.content.decode()


def test_the_start_page_counts_what_is_not_decided(world, signed_in, asked):
    page = signed_in(world.coordinator).get("/start")
    assert page.context["undecided"] == 3


def test_reading_the_list_is_in_the_access_log(world, signed_in, asked):
    AccessRecord.objects.all().delete()
    signed_in(world.coordinator).get(PATH)
    buffer.flush()
    read = set(AccessRecord.objects.filter(act="GET students-applications").values_list("subject", flat=True))
    assert read == {asked[name].student.uuid for name in ("sanne", "milan", "noa")}


def test_a_long_list_goes_on_at_another_page(world, signed_in):
    for number in range(31):
        offered = make_vacancy(make_establishment(make_company(f"Bedrijf {number}")))
        asked = apply(world.sanne, offered, by=world.sanne.user)
        Application.objects.filter(pk=asked.pk).update(answer_by=date(2026, 12, 1) + timedelta(days=number))
    client = signed_in(world.coordinator)
    first, second = client.get(PATH), client.get(PATH + "?page=2&state=all")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (30, 1)
    assert "31 applications and invitations" in first.content.decode()
    assert statuses(second) == []
