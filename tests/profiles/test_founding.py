"""Schools come in from a table."""

import io
import json

import pytest
from django.core.management import call_command

from profiles.models import School
from tests.world import make_place

GOOD = "slug,naam,soort,postcode\ngilde,Gilde Opleidingen,mbo,6041\nelders,Elders College,VO,\n"


@pytest.fixture
def load(db, tmp_path):
    make_place("6041")

    def run(text: str, *options: str) -> tuple[int, dict]:
        path, out = tmp_path / "schools.csv", io.StringIO()
        path.write_text(text, encoding="utf-8")
        try:
            call_command("load_schools", str(path), "--json", *options, stdout=out, stderr=io.StringIO())
        except SystemExit as stop:
            return stop.code, json.loads(out.getvalue())
        return 0, json.loads(out.getvalue())

    return run


def test_schools_are_added_once(load):
    first, second = load(GOOD)[1], load(GOOD)[1]
    assert [first[name] for name in ("added", "changed", "unchanged")] == [2, 0, 0]
    assert [second[name] for name in ("added", "changed", "unchanged")] == [0, 0, 2]
    assert list(School.objects.values_list("slug", "kind", "place__postcode")) == [
        ("elders", "vo", None),
        ("gilde", "mbo", "6041"),
    ]


def test_a_school_is_renamed(load):
    load(GOOD)
    assert load(GOOD.replace("Gilde Opleidingen", "Gilde"))[1]["changed"] == 1
    assert School.objects.get(slug="gilde").name == "Gilde"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [("x,X,basis,", "kind", "unknown_kind"), ("x,X,mbo,9999", "postcode", "unknown_place")],
)
def test_bad_rows_are_named_and_nothing_is_written(load, row, column, code):
    exit_code, report = load(GOOD + row + "\n")
    errors = report["reports"][0]["errors"]
    assert exit_code == 1
    assert [(error["row"], error["column"], error["code"]) for error in errors] == [(4, column, code)]
    assert School.objects.count() == 0


def test_a_dry_run_writes_nothing(load):
    assert load(GOOD, "--dry-run")[1]["added"] == 2
    assert School.objects.count() == 0
