"""Importing recognitions: who may train for which crebo, and when; what is not told stays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles.models import Establishment, MatchChange, Recognition
from profiles.recognising import COLUMNS, import_recognitions
from reference.reporting import Report, all_or_nothing
from reference.tables import Table
from tests.lists import HOSTED, counts_of, csv_file, errors_of
from tests.world import TODAY, World, make_company, make_establishment


@pytest.fixture
def host(world: World) -> Establishment:
    """The establishment of the vacancy, with the leerbedrijf-ID L-1."""
    world.establishment.leerbedrijf_id = "L-1"
    world.establishment.save()
    return world.establishment


def load(*rows: str, header: str = HOSTED, good_rows: bool = False) -> Report:
    report = Report("recognitions.csv")
    with all_or_nothing([report], good_rows=good_rows):
        import_recognitions(Table(csv_file(header, *rows), COLUMNS), report)
    return report


def known() -> list[tuple[str, date, date | None]]:
    return list(
        Recognition.objects.order_by("crebo", "valid_from").values_list("crebo", "valid_from", "valid_until")
    )


def test_recognitions_are_added_and_the_day_of_looking_up_is_kept(host: Establishment, world: World) -> None:
    report = load("L-1;25102;2024-01-01;", "L-1;25297;01-01-2025;31-12-2026")
    host.refresh_from_db()
    assert (counts_of(report), host.recognitions_checked_on) == ((2, 0, 0, 0), TODAY)
    assert known() == [("25102", date(2024, 1, 1), None), ("25297", date(2025, 1, 1), date(2026, 12, 31))]
    assert list(MatchChange.objects.values_list("side", "row_id")) == [("post", world.vacancy.pk)]


def test_the_second_time_nothing_changes(host: Establishment) -> None:
    rows = ("L-1;25102;2024-01-01;", "L-1;25297;01-01-2025;31-12-2026")
    load(*rows)
    told = MatchChange.objects.count()
    assert (counts_of(load(*rows)), MatchChange.objects.count()) == ((0, 0, 2, 0), told)


def test_a_withdrawal_is_a_last_day_and_the_others_stay(host: Establishment) -> None:
    load("L-1;25102;2024-01-01;", "L-1;25297;2024-01-01;")
    report = load("L-1;25102;2024-01-01;2026-10-01")
    assert counts_of(report) == (0, 1, 0, 0)
    assert known() == [("25102", date(2024, 1, 1), date(2026, 10, 1)), ("25297", date(2024, 1, 1), None)]
    load("L-1;25102;2024-01-01;")
    assert known()[0] == ("25102", date(2024, 1, 1), date(2026, 10, 1))


def test_without_a_crebo_it_was_looked_up_and_has_none(host: Establishment, world: World) -> None:
    assert counts_of(load("L-1;;;")) == (0, 0, 1, 0)
    host.refresh_from_db()
    assert (host.recognitions_checked_on, known()) == (TODAY, [])
    assert list(MatchChange.objects.values_list("row_id", flat=True)) == [world.vacancy.pk]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["X-9;25102;2024-01-01;"], [(3, "leerbedrijf_id", "unknown_leerbedrijf")]),
        ([";25102;2024-01-01;"], [(3, "leerbedrijf_id", "missing_value")]),
        (["L-1;2510;2024-01-01;"], [(3, "crebo", "bad_crebo")]),
        (["L-1;٢٥١٠٢;2024-01-01;"], [(3, "crebo", "bad_crebo")]),
        (["L-1;25102;;"], [(3, "from", "missing_value")]),
        (["L-1;;2024-01-01;"], [(3, "crebo", "missing_value")]),
        (["L-1;25102;1/1/2024;"], [(3, "from", "bad_date")]),
        (["L-1;25102;2024-01-01;2023-12-31"], [(3, "until", "ends_before_it_starts")]),
        (["L-1;25102;2024-01-01;"] * 2, [(4, "crebo", "duplicate_recognition")]),
        (["L-1;25102;2024-01-01;", "L-1;;;"], [(4, "crebo", "contradicts_another_row")]),
    ],
)
def test_a_bad_row_is_named_and_nothing_written(
    host: Establishment, world: World, rows: list[str], expected: list
) -> None:
    make_establishment(world.company, "6001", leerbedrijf_id="L-2")
    report = load("L-2;25297;2024-01-01;", *rows)
    host.refresh_from_db()
    assert errors_of(report) == expected
    assert (known(), host.recognitions_checked_on, report.written) == ([], None, False)


def test_none_is_refused_while_recognitions_run(host: Establishment) -> None:
    load("L-1;25102;2024-01-01;")
    assert errors_of(load("L-1;;;")) == [(2, "crebo", "recognitions_run")]
    load("L-1;25102;2024-01-01;2026-10-01")
    assert errors_of(load("L-1;;;")) == []


def queries_of(number: int, count: int) -> int:
    company = make_company(f"Bedrijf {number}")
    for n in range(count):
        make_establishment(company, leerbedrijf_id=f"L-{number + n}")
    rows = [f"L-{number + n};25102;2024-01-01;" for n in range(count)]
    with CaptureQueriesContext(connection) as captured:
        load(*rows)
        load(*(row + "2026-12-31" for row in rows))
    return len(captured)


def test_one_row_costs_as_many_queries_as_150(host: Establishment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.features, "max_query_params", 30_000)  # SQLite: fewer cells an INSERT
    assert queries_of(1000, 1) == queries_of(2000, 150)
    assert len(known()) == 151
