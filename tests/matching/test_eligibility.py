"""The named rules, one table each: who is kept out, why, and what would change it."""

from datetime import date

import pytest

from matching.eligibility import RULES, Failure, eligible, failures, needs_recognition_check
from matching.records import AgeClass, AgeStep, Kind, Person, Post, Recognition

FEBRUARY, JUNE = date(2027, 2, 1), date(2027, 6, 30)
WEERT, ROERMOND = (51.2517, 5.7069), (51.1942, 5.9875)


def sanne(**known) -> Person:
    return Person("sanne", **known)


def welding(**known) -> Post:
    return Post("welding", **known)


def ages(*classes: AgeClass) -> tuple[AgeStep, ...]:
    months = (None, date(2027, 3, 1))
    return tuple(AgeStep(month, each) for month, each in zip(months, classes, strict=False))


def test_two_records_of_which_nothing_is_known_can_match():
    assert failures(sanne(), welding()) == ()


def test_the_rules_have_names():
    assert list(RULES) == [
        "kind", "recognition", "level", "reach", "period", "hours", "language", "licence", "age",
    ]  # fmt: skip


PASSES = {
    "kind wanted": ({"kinds": frozenset({Kind.INTERNSHIP})}, {"kind": Kind.INTERNSHIP}),
    "kind of the post unknown": ({"kinds": frozenset({Kind.INTERNSHIP})}, {}),
    "kinds wanted unknown": ({}, {"kind": Kind.SIDE_JOB}),
    "recognised, dates open": (
        {"level": 3, "programme": "25297"},
        {"kind": Kind.INTERNSHIP, "start": FEBRUARY, "recognised": (Recognition("25297"),)},
    ),
    "recognised until the very day": (
        {"level": 3, "programme": "25297"},
        {
            "kind": Kind.INTERNSHIP,
            "start": FEBRUARY,
            "recognised": (Recognition("25297", FEBRUARY, FEBRUARY),),
        },
    ),
    "recognition not checked": ({"level": 3, "programme": "25297"}, {"kind": Kind.APPRENTICESHIP}),
    "programme unknown, some recognition": (
        {"level": 3},
        {"kind": Kind.INTERNSHIP, "recognised": (Recognition("25297"),)},
    ),
    "no recognition needed from hbo on": ({"level": 6}, {"kind": Kind.INTERNSHIP, "recognised": ()}),
    "no recognition needed for a side job": ({"level": 2}, {"kind": Kind.SIDE_JOB, "recognised": ()}),
    "one level below": ({"level": 2}, {"level": 3}),
    "two levels above": ({"level": 5}, {"level": 3}),
    "level of a side job is no rule": ({"level": 8}, {"level": 1, "kind": Kind.SIDE_JOB}),
    "level of a visit is no rule": ({"level": 8}, {"level_range": (1, 1), "kind": Kind.ORIENTATION_VISIT}),
    "the vacancy widens its levels": ({"level": 1}, {"level": 3, "level_range": (1, 4)}),
    "within reach": (
        {"lat": WEERT[0], "lon": WEERT[1], "reach_km": 20.6},
        {"lat": ROERMOND[0], "lon": ROERMOND[1]},
    ),
    "remote": (
        {"lat": WEERT[0], "lon": WEERT[1], "reach_km": 1},
        {"lat": ROERMOND[0], "lon": ROERMOND[1], "remote": True},
    ),
    "reach unknown": ({"lat": WEERT[0], "lon": WEERT[1]}, {"lat": ROERMOND[0], "lon": ROERMOND[1]}),
    "place unknown": ({"reach_km": 1}, {"lat": ROERMOND[0], "lon": ROERMOND[1]}),
    "80 % of the period": (
        {"available_from": date(2027, 3, 3)},
        {"start": FEBRUARY, "end": JUNE},
    ),
    "enough weeks": (
        {"available_until": date(2027, 2, 28)},
        {"start": FEBRUARY, "end": JUNE, "min_weeks": 4},
    ),
    "more weeks asked than the period has": (
        {"available_from": FEBRUARY, "available_until": JUNE},
        {"start": FEBRUARY, "end": JUNE, "min_weeks": 52},
    ),
    "hours that touch": ({"hours": (24, 32)}, {"hours": (32, 40)}),
    "language well enough": ({"languages": {"nl": "C1"}}, {"languages": {"nl": "B1"}}),
    "languages unknown": ({}, {"languages": {"nl": "B1"}}),
    "licence held": ({"licences": frozenset({"B", "T"})}, {"licences": frozenset({"B"})}),
    "licences unknown": ({}, {"licences": frozenset({"B"})}),
    "supervised hazard at 16": ({"ages": ages(AgeClass.FROM_16)}, {"hazard": "supervised"}),
    "sixteen by the start": (
        {"ages": ages(AgeClass.AT_15, AgeClass.FROM_16)},
        {"kind": Kind.APPRENTICESHIP, "start": date(2027, 3, 1)},
    ),
    "sixteen at an unknown start": (
        {"ages": ages(AgeClass.AT_15, AgeClass.FROM_16)},
        {"kind": Kind.APPRENTICESHIP},
    ),
    "a visit at any age": ({"ages": ages(AgeClass.UNDER_13)}, {"kind": Kind.ORIENTATION_VISIT}),
}


@pytest.mark.parametrize("case", PASSES)
def test_passes(case):
    person, post = PASSES[case]
    assert failures(sanne(**person), welding(**post)) == ()


FAILS = {
    "kind": (
        {"kinds": frozenset({Kind.INTERNSHIP, Kind.SIDE_JOB})},
        {"kind": Kind.FIRST_JOB},
        Failure("kind", {"kind": "first_job", "wanted": "internship, side_job"}, {"kinds": "first_job"}),
    ),
    "nothing wanted": (
        {"kinds": frozenset()},
        {"kind": Kind.FIRST_JOB},
        Failure("kind", {"kind": "first_job", "wanted": ""}, {"kinds": "first_job"}),
    ),
    "not recognised at all": (
        {"level": 3, "programme": "25297"},
        {"kind": Kind.INTERNSHIP, "start": FEBRUARY, "recognised": ()},
        Failure("recognition", {"programme": "25297", "start": "2027-02-01"}, {"recognised": "25297"}),
    ),
    "recognised for another programme": (
        {"level": 3, "programme": "25297"},
        {"kind": Kind.INTERNSHIP, "recognised": (Recognition("25298"),)},
        Failure("recognition", {"programme": "25297", "start": None}, {"recognised": "25297"}),
    ),
    "recognition ended the day before": (
        {"programme": "25297"},
        {
            "kind": Kind.APPRENTICESHIP,
            "start": FEBRUARY,
            "recognised": (Recognition("25297", None, date(2027, 1, 31)),),
        },
        Failure("recognition", {"programme": "25297", "start": "2027-02-01"}, {"recognised": "25297"}),
    ),
    "two levels below": (
        {"level": 1},
        {"level": 3},
        Failure("level", {"level": 1, "lowest": 2, "highest": 5}, {"lowest": 1, "highest": 5}),
    ),
    "the vacancy narrows its levels": (
        {"level": 4},
        {"level": 3, "level_range": (3, 3)},
        Failure("level", {"level": 4, "lowest": 3, "highest": 3}, {"lowest": 3, "highest": 4}),
    ),
    "too far": (
        {"lat": WEERT[0], "lon": WEERT[1], "reach_km": 20},
        {"lat": ROERMOND[0], "lon": ROERMOND[1]},
        Failure("reach", {"km": 20.561, "reach_km": 20}, {"reach_km": 20.561}),
    ),
    "a day less than 80 %": (
        {"available_from": date(2027, 3, 4)},
        {"start": FEBRUARY, "end": JUNE},
        Failure(
            "period",
            {
                "days": 119, "least": 120.0, "start": "2027-02-01", "end": "2027-06-30",
                "from": "2027-03-04", "until": None,
            },
            {"more_days": 1},
        ),
    ),
    "gone before it starts": (
        {"available_until": date(2027, 1, 31)},
        {"start": FEBRUARY},
        Failure(
            "period",
            {
                "days": 0, "least": 1.0, "start": "2027-02-01", "end": None,
                "from": None, "until": "2027-01-31",
            },
            {"more_days": 1},
        ),
    ),
    "too many hours": (
        {"hours": (8, 16)},
        {"hours": (24, 40)},
        Failure("hours", {"least": 8, "most": 16, "asked_least": 24, "asked_most": 40}, {"hours": 24}),
    ),
    "too few hours": (
        {"hours": (32, 40)},
        {"hours": (8, 16)},
        Failure("hours", {"least": 32, "most": 40, "asked_least": 8, "asked_most": 16}, {"hours": 16}),
    ),
    "language below": (
        {"languages": {"nl": "A2"}},
        {"languages": {"nl": "B1"}},
        Failure("language", {"language": "nl", "level": "A2", "asked": "B1"}, {"language_nl": "B1"}),
    ),
    "language not on the list": (
        {"languages": {"nl": "C2"}},
        {"languages": {"de": "A2", "nl": "B1"}},
        Failure("language", {"language": "de", "level": None, "asked": "A2"}, {"language_de": "A2"}),
    ),
    "licence": (
        {"licences": frozenset({"AM"})},
        {"licences": frozenset({"AM", "B"})},
        Failure("licence", {"asked": "AM, B", "held": "AM"}, {"licences": "B"}),
    ),
    "too young for the hazard": (
        {"ages": ages(AgeClass.FROM_16)},
        {"hazard": "adults_only"},
        Failure("age", {"age_class": "16-17", "least": "18+", "hazard": "adults_only"}, {"start": None}),
    ),
    "sixteen only after the start": (
        {"ages": ages(AgeClass.AT_15, AgeClass.FROM_16)},
        {"kind": Kind.FIRST_JOB, "start": FEBRUARY},
        Failure("age", {"age_class": "15", "least": "16-17", "hazard": None}, {"start": "2027-03-01"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAILS)
def test_fails_with_both_values_and_the_smallest_change(case):
    person, post, failure = FAILS[case]
    assert failures(sanne(**person), welding(**post)) == (failure,)


def test_all_kinds_drops_the_rule_about_kinds_only():
    person = sanne(kinds=frozenset({Kind.INTERNSHIP}), licences=frozenset())
    post = welding(kind=Kind.SIDE_JOB, licences=frozenset({"B"}))
    assert [failure.rule for failure in failures(person, post, all_kinds=True)] == ["licence"]
    assert eligible(person, welding(kind=Kind.SIDE_JOB), all_kinds=True)


def test_an_unchecked_recognition_is_flagged_where_the_law_asks_for_one():
    unchecked = welding(kind=Kind.INTERNSHIP)
    flags = [needs_recognition_check(sanne(level=level), unchecked) for level in (3, 4, 5, None)]
    assert flags == [True, True, False, False]
