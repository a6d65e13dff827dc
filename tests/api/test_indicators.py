"""Indicators, breakdowns, tables and targets over HTTP: for whom, of when, and what is said of bad input."""

from datetime import date

import pytest

from monitoring.indicators import Indicator
from monitoring.measuring import measure
from monitoring.models import Target
from monitoring.tables import TABLES
from placements.meeting import met
from profiles.models import Membership
from tests.world import TODAY, World, make_group, make_school, make_student

URL = "/api/v1/indicators"
MET = "students_met_employers"
BEFORE = date(2026, 9, 15)


@pytest.fixture
def client_of(client_of):
    """Give a client that reads English."""

    def make(user):
        client = client_of(user)
        client.credentials(HTTP_ACCEPT_LANGUAGE="en")
        return client

    return make


@pytest.fixture(autouse=True)
def meetings(world: World) -> None:
    """Let six students meet a company in the last quarter that is over, and two since."""
    for day, number in ((BEFORE, 6), (TODAY, 2)):
        for _student in range(number):
            met(make_student(world.group), kind="talk", day=day, company=world.company)
    Target.objects.create(indicator=MET, school_year=2026, value=2500)
    Target.objects.create(indicator=MET, school_year=2026, value=16, school=world.gilde)


def row(answer, indicator: str = MET) -> dict:
    assert answer.status_code == 200, answer.content
    return next(each for each in answer.json()["rows"] if each["indicator"] == indicator)


def wrong(answer) -> tuple[int, str, str]:
    """Give the status, and the pointer and code of the only error."""
    (error,) = answer.json()["errors"]
    return answer.status_code, error["pointer"], error["code"]


def test_the_region_office_reads_the_end_of_the_last_quarter(world, client_of):
    answer = client_of(world.region_officer).get(URL)
    assert [each["indicator"] for each in answer.json()["rows"]] == Indicator.values
    head = {name: answer.json()[name] for name in ("school", "schoolYear", "asAt", "published", "note")}
    assert head == {
        "school": None, "schoolYear": 2026, "asAt": "2026-09-30", "published": True, "note": ""
    }  # fmt: skip
    assert row(answer) == {
        "indicator": MET, "name": "Students who met employers", "unit": "people", "target": 2500, "value": 6,
        "base": None, "hidden": False, "percentOfTarget": 0.2, "sameDayLastYear": None, "lastYear": None,
        "asAt": "2026-09-30",
    }  # fmt: skip
    assert row(answer, "placements")["hidden"] is True
    assert row(answer, "companies_taking_part")["value"] == 1


def test_a_coordinator_reads_the_own_school_exactly_and_live(world, client_of):
    other = make_group(make_school("Fontys", "hbo"))
    met(make_student(other), kind="talk", day=TODAY, company=world.company)
    answer = client_of(world.coordinator).get(URL)
    assert answer.json()["school"] == {"id": str(world.gilde.uuid), "name": "Gilde Opleidingen"}
    assert (answer.json()["asAt"], answer.json()["published"]) == ("2026-11-21", False)
    told = row(answer)
    assert (told["value"], told["target"], told["percentOfTarget"]) == (8, 16, 50.0)
    assert row(answer, "placements")["value"] == 0


def test_the_platform_reads_the_region_exactly_and_live(world, client_of):
    client = client_of(world.admin)
    assert row(client.get(URL))["value"] == 8
    assert row(client.get(URL, {"school": world.gilde.uuid}))["target"] == 16


@pytest.mark.parametrize("name", ["bram", "stranger"])
@pytest.mark.parametrize("path", ["indicators", f"indicators/{MET}/breakdown", "tables", "targets"])
def test_others_find_nothing(world, client_of, name, path):
    assert client_of(getattr(world, name)).get(f"/api/v1/{path}").status_code == 404


def test_a_student_finds_nothing(world, client_of):
    assert client_of(world.sanne.user).get(URL).status_code == 404


def test_who_has_several_schools_names_one(world, client_of):
    second = make_school("Fontys", "hbo")
    Membership.objects.create(user=world.coordinator, role="school_coordinator", school=second)
    client = client_of(world.coordinator)
    assert wrong(client.get(URL)) == (400, "/school", "invalid")
    assert row(client.get(URL, {"school": second.uuid}))["value"] == 0
    assert row(client.get(URL, {"school": world.gilde.uuid}))["value"] == 8


@pytest.mark.parametrize("name", ["coordinator", "region_officer"])
@pytest.mark.parametrize("school", ["other", "nonsense"])
def test_of_another_school_nothing_is_told(world, client_of, name, school):
    asked = make_school("Fontys", "hbo").uuid if school == "other" else school
    assert wrong(client_of(getattr(world, name)).get(URL, {"school": asked}))[:2] == (400, "/school")


@pytest.mark.parametrize("name", ["coordinator", "admin", "region_officer"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"quarter": "2027-Q1"}, (400, "/quarter", "not_begun")),
        ({"quarter": "2026"}, (400, "/quarter", "bad_quarter")),
        ({"quarter": "2026-Q5"}, (400, "/quarter", "bad_quarter")),
        ({"quarter": ""}, (400, "/quarter", "bad_quarter")),
        ({"quarter": "2026-Q3", "schoolYear": "2025"}, (400, "/schoolYear", "other_year")),
        ({"schoolYear": "2027"}, (400, "/schoolYear", "not_begun")),
        ({"schoolYear": "next"}, (400, "/schoolYear", "invalid")),
        ({"year": "2026"}, (400, "/year", "unknown_parameter")),
    ],
)
def test_what_cannot_be_told_is_said(world, client_of, name, query, expected):
    assert wrong(client_of(getattr(world, name)).get(URL, query)) == expected


def test_a_quarter_that_runs_is_not_published_yet(world, client_of):
    asked = {"quarter": "2026Q4"}
    assert wrong(client_of(world.region_officer).get(URL, asked)) == (400, "/quarter", "not_over")
    assert client_of(world.coordinator).get(URL, asked).json()["asAt"] == "2026-11-21"


def test_a_quarter_and_a_year_that_are_over(world, client_of):
    client = client_of(world.coordinator)
    assert row(client.get(URL, {"quarter": "2026-Q3"}))["value"] == 6
    old = client.get(URL, {"schoolYear": "2025"}).json()
    assert (old["asAt"], old["rows"][0]["value"]) == ("2026-07-31", 0)
    assert old["note"] == "No targets were set for 2025–2026."


def test_a_new_installation_has_nothing_yet_and_says_so(world, client_of):
    note = client_of(world.region_officer).get(URL, {"quarter": "2026-Q1"}).json()["note"]
    assert note == "Nothing yet: too little had happened by the end of that quarter."


@pytest.mark.parametrize(("kind", "begin"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
@pytest.mark.parametrize("path", ["indicators", f"indicators/{MET}/breakdown", "tables", "targets"])
def test_it_can_be_taken_along(world, client_of, path, kind, begin):
    answer = client_of(world.region_officer).get(f"/api/v1/{path}", {"format": kind})
    assert (answer.status_code, answer.content.startswith(begin)) == (200, True)


def test_a_breakdown_of_the_own_school(world, client_of):
    answer = client_of(world.coordinator).get(f"{URL}/{MET}/breakdown", {"by": "class"})
    assert answer.json()["rows"] == [
        {"key": str(world.group.uuid), "name": "LAS3A", "value": 8, "base": None, "hidden": False}
    ]


def test_the_office_reads_by_a_fixed_list(world, client_of):
    client = client_of(world.region_officer)
    answer = client.get(f"{URL}/{MET}/breakdown")
    assert [(each["name"], each["value"]) for each in answer.json()["rows"]] == [("Gilde Opleidingen", 6)]
    for by in ("class", "company", "happiness"):
        assert wrong(client.get(f"{URL}/{MET}/breakdown", {"by": by})) == (400, "/by", "invalid")


def test_an_unknown_indicator_or_table_is_not_there(world, client_of):
    client = client_of(world.admin)
    assert client.get(f"{URL}/happiness/breakdown").status_code == 404
    assert client.get("/api/v1/tables/happiness").status_code == 404


def test_the_tables_are_listed_and_read(world, client_of):
    client = client_of(world.region_officer)
    assert [each["table"] for each in client.get("/api/v1/tables").json()["rows"]] == list(TABLES)
    for name in TABLES:
        told = client.get(f"/api/v1/tables/{name}").json()
        assert (told["rows"], told["quarter"], told["asAt"]) == ([], "2026-Q3", "2026-09-30")
        assert told["note"].startswith("Nothing yet")
    assert wrong(client.get(f"/api/v1/tables/{name}", {"quarter": "2026-Q4"})) == (
        400,
        "/quarter",
        "not_over",
    )


def test_published_figures_stay_as_they_were_measured(world, client_of):
    measure(date(2026, 9, 30))
    met(make_student(world.group), kind="talk", day=BEFORE, company=world.company)
    assert row(client_of(world.region_officer).get(URL))["value"] == 6
    assert row(client_of(world.coordinator).get(URL, {"quarter": "2026-Q3"}))["value"] == 7


def put(client, **body):
    known = {"schoolYear": 2026, "targets": [{"indicator": "placements", "target": 80}]}
    return client.put("/api/v1/targets", known | body, content_type="application/json")


def test_targets_are_set_and_read(world, client_of):
    office, school = client_of(world.region_officer), client_of(world.coordinator)
    assert row(put(office), "placements")["target"] == 80
    told = row(put(school, targets=[{"indicator": "placements", "target": 12}]), "placements")
    assert told == {"indicator": "placements", "name": "Placements started", "target": 12}
    assert row(office.get("/api/v1/targets"), "placements")["target"] == 80
    taken = put(school, targets=[{"indicator": "placements", "target": None}])
    assert row(taken, "placements")["target"] is None
    assert row(school.get("/api/v1/targets"))["target"] == 16


def test_a_year_without_targets_is_said(world, client_of):
    told = client_of(world.region_officer).get("/api/v1/targets", {"schoolYear": "2031"}).json()
    assert told["note"] == "No targets were set for 2031–2032."
    assert {each["target"] for each in told["rows"]} == {None}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"schoolYear": 2017}, "/schoolYear"),
        ({"schoolYear": "2026"}, "/schoolYear"),
        ({"targets": []}, "/targets"),
        ({"targets": [{"indicator": "happiness", "target": 5}]}, "/targets/0/indicator"),
        ({"targets": [{"indicator": MET, "target": -1}]}, "/targets"),
        ({"targets": [{"indicator": MET, "target": 1.5}]}, "/targets/0/target"),
        ({"targets": [{"indicator": "students_satisfied_percent", "target": 101}]}, "/targets"),
        ({"targets": [{"indicator": MET, "target": 1}, {"indicator": MET, "target": 2}]}, "/targets"),
        ({"school": "00000000-0000-0000-0000-000000000000"}, "/school"),
        ({"setBy": 1}, "/setBy"),
    ],
)
def test_what_is_no_target_is_said(world, client_of, body, pointer):
    answer = put(client_of(world.region_officer), **body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert Target.objects.count() == 2


def test_the_office_does_not_set_those_of_a_school(world, client_of):
    answer = put(client_of(world.region_officer), school=str(world.gilde.uuid))
    assert answer.status_code == 400
    assert row(put(client_of(world.admin), school=str(world.gilde.uuid)), "placements")["target"] == 80


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number(world, client_of, number, django_assert_max_num_queries):
    for _student in range(number):
        met(make_student(world.group), kind="talk", day=TODAY, company=world.company)
    with django_assert_max_num_queries(75):
        client_of(world.coordinator).get(URL)


@pytest.mark.parametrize("path", ["indicators", "indicators/placements/breakdown"])
@pytest.mark.parametrize("who", ["coordinator", "region_officer", "admin"])
def test_an_empty_school_year_is_none(world, client_of, who, path):
    client = client_of(getattr(world, who))
    assert client.get(f"/api/v1/{path}?schoolYear=").json() == client.get(f"/api/v1/{path}").json()
