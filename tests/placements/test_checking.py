"""Checking a placement: one table of what the rules find, at the exact age and on the exact first day."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.utils import translation

from matching.records import Hazard, Kind, Recognition
from placements.checking import findings, in_the_way, lacking, needs_guardian, needs_recognition
from placements.findings import TEXTS
from placements.plans import Plan
from reference.levels import Level

FIRST, LAST = date(2027, 2, 1), date(2027, 7, 2)
CREBO = "25102"
ALL_WELL = Plan(
    kind=Kind.INTERNSHIP,
    level=Level.SECONDARY_VOCATIONAL_EDUCATION_3,
    crebo=CREBO,
    born=date(2008, 5, 17),
    start=FIRST,
    end=LAST,
    hours=32.0,
    school_hours=6.0,
    weekdays=frozenset({1, 2, 3, 4}),
    day_from=time(8),
    day_until=time(16, 30),
    break_minutes=30,
    hazard=Hazard.NONE,
    recognised=(Recognition(CREBO, date(2020, 1, 1)),),
    leerbedrijf_id="100012345",
    supervisor="Bram Janssen",
    school_supervisor="Carla de Wit",
    other_hours=600.0,
)
PUPIL = replace(
    ALL_WELL, level=Level.PRE_VOCATIONAL_TL, crebo=None, born=date(2011, 5, 17), hours=28.0, school_hours=6.0,
    weekdays=frozenset({1, 2, 3, 4}), day_from=time(8), day_until=time(15, 30),
)  # fmt: skip
YOUNG = replace(ALL_WELL, born=date(2010, 5, 17))
JOB = replace(
    PUPIL, kind=Kind.SIDE_JOB, hours=7.0, weekdays=frozenset({6}), day_from=time(9), day_until=time(16, 30)
)


def codes(plan: Plan) -> dict[str, bool]:
    return {finding.code: finding.blocks for finding in findings(plan)}


@pytest.mark.parametrize("plan", [ALL_WELL, PUPIL, YOUNG, JOB])
def test_a_placement_within_the_rules_has_no_findings_and_lacks_nothing(plan):
    assert (findings(plan), lacking(plan)) == ([], [])


BLOCKS = {
    "recognised a day too late": (
        ALL_WELL, {"recognised": (Recognition(CREBO, date(2027, 2, 2)),)}, "not_recognised"
    ),
    "recognised until the day before": (
        ALL_WELL, {"recognised": (Recognition(CREBO, None, date(2027, 1, 31)),)}, "not_recognised"
    ),
    "recognised for another programme": (ALL_WELL, {"recognised": (Recognition("25297"),)}, "not_recognised"),
    "looked up and not recognised": (ALL_WELL, {"recognised": ()}, "not_recognised"),
    "nobody looked the recognition up": (ALL_WELL, {"recognised": None}, "recognition_unknown"),
    "an apprentice whose programme is unknown": (
        ALL_WELL, {"kind": Kind.APPRENTICESHIP, "crebo": None}, "programme_unknown"
    ),
    "an apprentice who is 16 the day after": (
        ALL_WELL,
        {"kind": Kind.APPRENTICESHIP, "born": date(2011, 2, 2)},
        "too_young",
    ),
    "an intern who is 13 the day after": (PUPIL, {"born": date(2014, 2, 2)}, "too_young"),
    "supervised danger the day before 16": (
        PUPIL, {"born": date(2011, 2, 2), "hazard": Hazard.SUPERVISED}, "too_young_for_hazard"
    ),
    "work for adults the day before 18": (
        YOUNG, {"born": date(2009, 2, 2), "hazard": Hazard.ADULTS_ONLY}, "too_young_for_hazard"
    ),
    "a minute more than 7 hours at 15": (PUPIL, {"day_until": time(15, 31)}, "too_long_a_day"),
    "a minute more than 9 hours at 16": (
        YOUNG, {"day_from": time(7), "day_until": time(16, 31), "hours": 34.0}, "too_long_a_day"
    ),
    "more than 2 hours after school at 15": (
        JOB, {"weekdays": frozenset({3}), "day_from": time(15), "day_until": time(18), "hours": 3.0},
        "too_long_a_school_day",
    ),
    "a week of 35 hours and school at 15": (PUPIL, {"school_hours": 7.5}, "too_long_a_week_with_school"),
    "a week of 40 hours and school at 16": (YOUNG, {"school_hours": 8.5}, "too_long_a_week_with_school"),
    "more than 12 hours beside school at 15": (
        JOB, {"weekdays": frozenset({3, 6}), "day_from": None, "day_until": None, "hours": 12.5},
        "too_long_a_week",
    ),
    "before 7 at 15": (PUPIL, {"day_from": time(6, 59), "day_until": time(14)}, "at_night"),
    "after 19 at 15": (PUPIL, {"day_from": time(12), "day_until": time(19, 1)}, "at_night"),
    "past 23 at 16": (YOUNG, {"day_from": time(15), "day_until": time(23, 1)}, "at_night"),
    "through the night at 17": (
        replace(YOUNG, born=date(2009, 5, 17)), {"day_from": time(22), "day_until": time(6)}, "at_night"
    ),
    "a Sunday at 15": (PUPIL, {"weekdays": frozenset({1, 2, 3, 7})}, "on_sunday"),
    "a break too short at 15": (PUPIL, {"break_minutes": 29}, "break_too_short"),
    "a break too short at 18": (ALL_WELL, {"break_minutes": 29}, "break_too_short"),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "changes", "code"), BLOCKS.values(), ids=BLOCKS)
def test_what_the_law_does_not_allow_blocks(plan, changes, code):
    assert codes(replace(plan, **changes)).get(code) is True


PASSES = {
    "recognised from the very day": (ALL_WELL, {"recognised": (Recognition(CREBO, FIRST),)}),
    "a bachelor needs no recognition": (ALL_WELL, {"level": Level.BACHELOR, "recognised": None}),
    "a job needs none": (ALL_WELL, {"kind": Kind.FIRST_JOB, "recognised": None}),
    "16 on the very day": (ALL_WELL, {"kind": Kind.APPRENTICESHIP, "born": date(2011, 2, 1)}),
    "18 on the very day, work for adults": (
        ALL_WELL, {"born": date(2009, 2, 1), "hazard": Hazard.ADULTS_ONLY}
    ),
    "born on 29 February, 16 on 1 March": (
        ALL_WELL, {"kind": Kind.APPRENTICESHIP, "born": date(2012, 2, 29), "start": date(2028, 3, 1),
                   "end": date(2028, 7, 1)},
    ),
    "an adult through the night": (ALL_WELL, {"day_from": time(22), "day_until": time(6, 30)}),
    "an adult on Sunday": (ALL_WELL, {"weekdays": frozenset({4, 5, 6, 7})}),
    "16 on Sunday": (YOUNG, {"weekdays": frozenset({4, 5, 6, 7})}),
    "an unknown birth date": (ALL_WELL, {"born": None}),
    "unknown hours": (YOUNG, {"hours": None}),
    "unknown times": (PUPIL, {"day_from": None, "day_until": None}),
    "an unknown break counts as one": (YOUNG, {"break_minutes": None, "day_from": time(8, 30),
                                               "day_until": time(18), "hours": 32.0}),
    "no recognition to train pupils of vmbo": (PUPIL, {"recognised": ()}),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "changes"), PASSES.values(), ids=PASSES)
def test_what_the_law_allows_or_nobody_knows_does_not_block(plan, changes):
    assert [finding.code for finding in findings(replace(plan, **changes)) if finding.blocks] == []


WARNS = {
    "the recognition ends before the placement": (
        ALL_WELL, {"recognised": (Recognition(CREBO, None, date(2027, 7, 1)),)}, "recognition_ends"
    ),
    "danger under supervision at 16": (YOUNG, {"hazard": Hazard.SUPERVISED}, "expert_supervision"),
    "danger unknown at 16": (YOUNG, {"hazard": None}, "hazard_unknown"),
    "hours that do not add up": (ALL_WELL, {"hours": 36.0}, "hours_do_not_add_up"),
    "too few hours of practice in the course": (ALL_WELL, {"other_hours": 100.0}, "practice_short"),
    "too few hours of practice a year": (
        ALL_WELL, {"kind": Kind.APPRENTICESHIP, "hours": 15.0, "day_from": None}, "practice_short_a_year"
    ),
    "work in Germany": (
        PUPIL, {"country": "DE", "weekdays": frozenset({4, 5, 6, 7})}, "law_of_another_country"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "changes", "code"), WARNS.values(), ids=WARNS)
def test_what_somebody_should_look_at_warns_and_does_not_block(plan, changes, code):
    assert codes(replace(plan, **changes)) == {code: False}


def test_just_enough_hours_of_practice_are_enough():
    weeks = ALL_WELL.weeks
    assert findings(replace(ALL_WELL, other_hours=900 - 32 * weeks)) == []
    assert findings(replace(ALL_WELL, kind=Kind.APPRENTICESHIP, hours=15.25, day_from=None)) == []


def test_entree_has_no_least_hours_of_practice():
    entree = Level.SECONDARY_VOCATIONAL_EDUCATION_1
    assert findings(replace(ALL_WELL, level=entree, other_hours=0.0)) == []


NOTHING = Plan(kind=Kind.INTERNSHIP, level=Level.SECONDARY_VOCATIONAL_EDUCATION_3, start=FIRST)


def test_what_an_agreement_cannot_do_without_is_listed():
    assert [finding.code for finding in lacking(NOTHING)] == [
        "birth_date_missing", "end_missing", "hours_missing", "weekdays_missing", "times_missing",
        "supervisor_missing", "school_supervisor_missing", "leerbedrijf_id_missing",
    ]  # fmt: skip


def test_a_minor_must_tell_the_hours_of_school_and_the_break():
    gaps = lacking(replace(YOUNG, school_hours=None, break_minutes=None))
    assert [finding.code for finding in gaps] == ["break_missing", "school_hours_missing"]


def test_all_that_is_in_the_way_is_told_at_once():
    plan = replace(PUPIL, weekdays=frozenset({7}), supervisor=None, hours=None)
    assert [finding.code for finding in in_the_way(plan)] == [
        "on_sunday", "hours_missing", "supervisor_missing",
    ]  # fmt: skip


@pytest.mark.parametrize(("born", "expected"), [(date(2009, 2, 1), False), (date(2009, 2, 2), True)])
def test_a_guardian_signs_for_whoever_is_not_18_on_the_first_day(born, expected):
    assert needs_guardian(replace(ALL_WELL, born=born)) is expected


def test_only_mbo_and_apprenticeships_need_a_recognised_company():
    assert [
        needs_recognition(plan)
        for plan in (ALL_WELL, PUPIL, JOB, replace(PUPIL, kind=Kind.APPRENTICESHIP))
    ] == [True, False, False, True]  # fmt: skip


def test_a_finding_says_what_it_is_with_the_values_of_this_placement():
    found = findings(replace(PUPIL, day_until=time(17, 0)))
    too_long = next(finding for finding in found if finding.code == "too_long_a_day")
    with translation.override("en"):
        assert too_long.sentence == "At age 15 a working day has at most 7 hours; planned are 8.5."
    with translation.override("nl"):
        assert too_long.sentence == "Op je 15e duurt een werkdag hoogstens 7 uur; gepland zijn 8,5 uur."


def test_every_text_can_be_found_and_has_a_law_where_it_blocks():
    found = [
        finding
        for plan, changes, _code in (*BLOCKS.values(), *WARNS.values())
        for finding in findings(replace(plan, **changes))
    ]
    gaps = lacking(NOTHING) + lacking(replace(YOUNG, school_hours=None, break_minutes=None))
    assert {finding.code for finding in (*found, *gaps)} == set(TEXTS)
    assert [finding.code for finding in found if finding.blocks and not finding.source] == []
    assert "%" not in "".join(finding.sentence for finding in (*found, *gaps))
