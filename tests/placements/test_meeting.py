"""Encounters: one a day, whoever notes it; what is counted by stays when the student goes."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError

from placements.meeting import class_met, met
from placements.models import Encounter
from profiles.forgetting import forget
from profiles.models import Student
from tests.world import TODAY, make_company, make_event, make_group, make_place, make_school, make_student

Kind = Encounter.Kind


def rows(*names):
    return list(Encounter.objects.order_by("pk").values_list(*names))


def test_what_is_counted_by_is_copied(world):
    municipality = make_place("6041").municipality
    met(world.sanne, kind=Kind.TALK, day=TODAY, company=world.company, municipality=municipality.pk)
    encounter = Encounter.objects.get()
    assert (encounter.school, encounter.programme, encounter.level) == (
        world.gilde,
        world.programme,
        world.group.level,
    )
    assert (encounter.sector, encounter.school_year, encounter.people) == (world.company.sector, 2026, 1)
    assert encounter.home_municipality.name == "Weert"
    assert encounter.work_municipality.name == "Roermond"
    assert encounter.person_key == world.sanne.person_keys.get().key


def test_a_level_and_programme_that_only_the_class_has_are_copied_too(world):
    mila = make_student(world.group, programme=None, level=None)
    met(mila, kind=Kind.TALK, day=TODAY, company=world.company)
    encounter = Encounter.objects.get()
    assert (encounter.programme, encounter.level) == (world.programme, world.group.level)


def test_meeting_a_company_twice_a_day_is_one_encounter(world):
    event = make_event()
    first = met(world.sanne, kind=Kind.TALK, day=TODAY, company=world.company)
    again = met(world.sanne, kind=Kind.CAREERS_EVENT, day=TODAY, company=world.company, event=event)
    assert again == first
    assert rows("kind") == [("talk",)]


def test_another_day_and_another_company_are_other_encounters(world):
    met(world.sanne, kind=Kind.TALK, day=TODAY, company=world.company)
    met(world.sanne, kind=Kind.TALK, day=date(2026, 11, 22), company=world.company)
    met(world.sanne, kind=Kind.TALK, day=TODAY, company=make_company("Elders"))
    assert len(rows("pk")) == 3


def test_being_at_an_event_is_one_encounter_beside_those_with_its_hosts(world):
    event = make_event()
    for company in (None, None, world.company):
        met(world.sanne, kind=Kind.CAREERS_EVENT, day=TODAY, company=company, event=event)
    assert rows("company", "event") == [(None, event.pk), (world.company.pk, event.pk)]


def test_a_school_year_begins_in_august(world):
    met(world.sanne, kind=Kind.TALK, day=date(2027, 7, 31), company=world.company)
    met(world.sanne, kind=Kind.TALK, day=date(2027, 8, 1), company=world.company)
    assert rows("school_year") == [(2026,), (2027,)]
    assert len(set(rows("person_key"))) == 2


def test_of_a_class_the_largest_number_of_the_day_stays(world):
    event = make_event()
    for people in (20, 24, 22):
        class_met(world.group, people, kind=Kind.CAREERS_EVENT, day=TODAY, event=event)
    assert rows("group_key", "people", "person_key", "school") == [
        (world.group.uuid, 24, None, world.gilde.pk)
    ]


def test_nobody_of_a_class_is_no_encounter(world):
    assert class_met(world.group, 0, kind=Kind.DO_DAY, day=TODAY, event=make_event()) is None
    assert rows("pk") == []


def test_a_class_at_two_hosts_is_an_encounter_with_each(world):
    event, other = make_event(), make_company("Elders")
    for company in (world.company, other):
        class_met(world.group, 9, kind=Kind.DO_DAY, day=TODAY, event=event, company=company)
    assert rows("company", "people") == [(world.company.pk, 9), (other.pk, 9)]


def test_encounters_stay_when_the_student_goes(world):
    met(world.sanne, kind=Kind.TALK, day=TODAY, company=world.company)
    before = rows("person_key", "school", "level", "company", "day", "school_year")
    forget(Student.objects.get(pk=world.sanne.pk), by=None)
    assert rows("person_key", "school", "level", "company", "day", "school_year") == before
    assert rows("student") == [(None,)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 2},
        {"person_key": None},
        {"group_key": uuid4()},
        {"company": None},
    ],
)
def test_what_is_neither_of_a_person_nor_of_a_class_is_refused(world, wrong):
    known = {"kind": "talk", "day": TODAY, "school_year": 2026, "person_key": uuid4()}
    with pytest.raises(IntegrityError):
        Encounter.objects.create(**(known | {"company": world.company} | wrong))


def test_a_pupil_of_another_school_counts_for_that_school(world):
    elders = make_group(make_school("Elders College", kind="vo"), name="V3")
    met(make_student(elders), kind=Kind.TALK, day=TODAY, company=world.company)
    assert Encounter.objects.get().school == elders.school


def test_the_class_of_the_day_is_kept(world):
    assert met(world.sanne, kind=Kind.TALK, day=TODAY, company=world.company).group == world.group
