"""What a load did, and that it is kept only when it may be."""

import pytest

from reference.models import Sector
from reference.reporting import Report, all_or_nothing
from reference.tables import RowError

ERROR = RowError(3, "postcode", "bad_postcode", "is no postcode", "6001")

KEPT = [
    ({}, [], 1),
    ({}, [ERROR], 0),
    ({"good_rows": True}, [ERROR], 1),
    ({"dry_run": True}, [], 0),
    ({"dry_run": True, "good_rows": True}, [ERROR], 0),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("options", "errors", "kept"), KEPT)
def test_a_load_is_kept_only_when_every_row_is_good_or_good_rows_are_asked(options, errors, kept):
    reports = [Report()]
    with all_or_nothing(reports, **options):
        Sector.objects.create(code="care", name_nl="zorg", name_en="care")
        reports[0].errors.extend(errors)
    assert (Sector.objects.count(), reports[0].written) == (kept, bool(kept))


@pytest.mark.django_db
def test_a_refused_file_keeps_nothing_of_the_others_either():
    reports = [Report(), Report(refused=True)]
    with all_or_nothing(reports, good_rows=True):
        Sector.objects.create(code="care", name_nl="zorg", name_en="care")
    assert (Sector.objects.count(), [report.written for report in reports]) == (0, [False, False])


def test_a_report_is_told_as_json():
    report = Report("list.csv", warnings=[RowError(1, "", "no_rows", "nothing")], errors=[ERROR])
    report.count(5, added=2, changed=1)
    assert report.as_json() == {
        "file": "list.csv",
        "added": 2,
        "changed": 1,
        "unchanged": 2,
        "skipped": 0,
        "written": False,
        "errors": [
            {
                "row": 3,
                "column": "postcode",
                "code": "bad_postcode",
                "detail": "is no postcode",
                "suggestion": "6001",
            }
        ],
        "warnings": [{"row": 1, "column": "", "code": "no_rows", "detail": "nothing"}],
    }
