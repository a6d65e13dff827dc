"""Places: what is read, refused and kept."""

import pytest

from reference.loading.place_rows import COLUMNS
from reference.loading.places import load_places
from reference.models import Municipality, Place
from reference.reporting import Report
from reference.tables import Table

HEADER = "country,postcode,place,municipality,municipality_code,lat,lon\n"
WEERT = "NL,6001,Weert,Weert,GM0988,51.254,5.707\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(write_file):
    """Load rows below the usual header."""

    def loaded(rows: str, header: str = HEADER) -> Report:
        report = Report()
        load_places(Table(write_file(header + rows), COLUMNS), report)
        return report

    return loaded


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.changed, report.unchanged


BAD = [
    ("NL,60011,Weert,,,51.2,5.7", "postcode", "bad_postcode"),
    ("NL,6001 AB,Weert,,,51.2,5.7", "postcode", "bad_postcode"),
    ("NL,٦٠٠١,Weert,,,51.2,5.7", "postcode", "bad_postcode"),
    ("DE,4184,Wassenberg,,,51.1,6.1", "postcode", "bad_postcode"),
    ("NL,,Weert,,,51.2,5.7", "postcode", "missing_value"),
    ("NL,6001,,,,51.2,5.7", "place", "missing_value"),
    ("NL,6001,Weert,,,,5.7", "lat", "missing_value"),
    ("NL,6001,Weert,,,51.2,", "lon", "missing_value"),
    ("NL,6001,Weert,,,north,5.7", "lat", "bad_number"),
    ("NL,6001,Weert,,,51.2,5°42", "lon", "bad_number"),
    ("NL,6001,Weert,,,nan,5.7", "lat", "bad_number"),
    ("NL,6001,Weert,,,1e2,5.7", "lat", "bad_number"),
    ("NL,6001,Weert,,,5.707,51.254", "lat", "swapped_coordinates"),
    ("BE,3960,Bree,,,5.596,51.141", "lat", "swapped_coordinates"),
    ("NL,6001,Weert,,,51.254,57.07", "lat", "outside_country"),
    ("NL,6001,Weert,,,0,0", "lat", "outside_country"),
    ("FR,75001,Paris,,,148.8,102.3", "lat", "outside_country"),
    ("Nederland,6001,Weert,,,51.2,5.7", "country", "unknown_country"),
    (f"NL,6001,{'W' * 101},,,51.2,5.7", "place", "too_long"),
    ("NL,6001,Weert,Weert,GM0988-GM1640,51.2,5.7", "municipality_code", "too_long"),
]


@pytest.mark.parametrize(("row", "column", "code"), BAD)
def test_a_bad_cell_is_named_and_its_row_left_out(load, row, column, code):
    report = load(f"{row}\nNL,6002,Weert,Weert,GM0988,51.259,5.679\n")
    assert [(error.row, error.column, error.code) for error in report.errors] == [(2, column, code)]
    assert [place.postcode for place in Place.objects.all()] == ["6002"]


def test_swapped_coordinates_are_shown_the_right_way_round(load):
    assert load("NL,6001,Weert,,,5.707,51.254\n").errors[0].suggestion == "lat 51.254, lon 5.707"


def test_a_place_that_stands_twice_is_refused_the_second_time(load):
    error = load(WEERT + "NL,6002,Weert,Weert,GM0988,51.3,5.7\n" + WEERT).errors[0]
    assert (error.row, error.code, error.detail) == (4, "duplicate_row", "“Weert” stands in row 2 already")


def test_a_second_load_changes_nothing(load):
    assert (counts(load(WEERT)), counts(load(WEERT))) == ((1, 0, 0), (0, 0, 1))


def test_a_centre_that_moved_is_a_change(load):
    load(WEERT)
    assert counts(load(WEERT.replace("5.707", "5.708"))) == (0, 1, 0)
    assert Place.objects.get().lon == 5.708


def test_unknown_municipalities_leave_what_is_known(load):
    load(WEERT)
    load("NL,6001,Weert,,,51.254,5.707\n")
    assert Place.objects.get().municipality.code == "GM0988"


def test_a_municipality_without_a_code_is_known_by_its_name(load):
    load(WEERT)
    report = load("NL;6002;Weert;weert;51,259;5,679\n", "land;pc4;plaats;gemeente;lat;lon\n")
    assert (counts(report), Municipality.objects.count()) == ((1, 0, 0), 1)


def test_two_towns_may_share_a_postcode(load):
    assert counts(load(WEERT + "NL,6001,Stramproy,Weert,GM0988,51.194,5.719\n")) == (2, 0, 0)


def test_places_are_written_in_few_queries(load, django_assert_max_num_queries):
    rows = "".join(f"NL,{code},Weert,Weert,GM0988,51.254,5.707\n" for code in range(6000, 6900))
    with django_assert_max_num_queries(12):
        assert counts(load(rows)) == (900, 0, 0)
