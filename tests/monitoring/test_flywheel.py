"""The chain from a profile to a job: distinct people at each link, until a day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from monitoring.counts.window import Window
from monitoring.flywheel import Link, chain
from placements.meeting import met
from placements.models import Contact, Encounter, Placement
from profiles.forgetting import forget
from tests.world import TODAY, make_place, make_student

LINKS = [link for link in Link if link != Link.PROFILE]
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def placed(world):
    """Let a student have a placement of this school year at a stage."""

    def do(student=None, **fields):
        known = {
            "student": student,
            "school": world.gilde,
            "company": world.company,
            "kind": "internship",
            "school_year": 2026,
            "person_key": uuid4(),
            "start": TODAY,
        }
        return Placement.objects.create(**(known | fields))

    return do


def counted(until=TODAY, school=None):
    found = chain(Window.at(until, school=school))
    return {link: found[link] for link in LINKS if found[link]}


def test_nobody_is_anywhere_at_first(world):
    assert counted() == {}


def test_a_talk_is_a_meeting_too_and_each_person_counts_once(world):
    for kind, day in ((Encounter.Kind.TALK, TODAY), (Encounter.Kind.DO_DAY, YESTERDAY)):
        met(world.sanne, kind=kind, day=day, company=world.company)
    met(make_student(world.group), kind=Encounter.Kind.DO_DAY, day=TODAY, company=world.company)
    assert counted() == {Link.MET: 2, Link.TALK: 1}
    assert counted(YESTERDAY) == {Link.MET: 1}


def test_contacts_count_from_when_they_were_sent(world):
    for sent_on in (TODAY, YESTERDAY, date(2026, 7, 31)):
        Contact.objects.create(
            person_key=uuid4(),
            school_year=2026,
            school=world.gilde,
            company=world.company,
            door="apply",
            kind="internship",
            sent_on=sent_on,
        )
    assert counted() == {Link.CONTACT: 2}
    assert counted(YESTERDAY) == {Link.CONTACT: 1}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "agreed"}, {Link.PLACE: 1}),
        ({"status": "cancelled", "ended_on": TODAY}, {}),
        ({"status": "started", "started_on": TODAY}, {Link.PLACE: 1, Link.STARTED: 1}),
        (
            {"status": "finished", "started_on": TODAY, "ended_on": TODAY},
            {Link.PLACE: 1, Link.STARTED: 1, Link.FINISHED: 1},
        ),
        (
            {"status": "broken_off", "started_on": TODAY, "ended_on": TODAY},
            {Link.PLACE: 1, Link.STARTED: 1},
        ),
        ({"status": "agreed", "school_year": 2025}, {}),
    ],
)
def test_a_placement_counts_as_far_as_it_got(placed, fields, expected):
    placed(**fields)
    assert counted() == expected


@pytest.mark.parametrize(("postcode", "expected"), [("6041", 1), ("6211", None)])
def test_a_first_job_counts_where_it_is_in_the_region(placed, postcode, expected):
    where = make_place(postcode).municipality
    placed(kind="first_job", status="started", started_on=TODAY, work_municipality=where)
    assert counted().get(Link.JOB) == expected


def test_a_school_has_its_own_chain(world, placed):
    placed(status="agreed")
    placed(status="agreed", school=None)
    assert counted() == {Link.PLACE: 2}
    assert counted(school=world.gilde) == {Link.PLACE: 1}


def test_the_chain_is_the_same_when_somebody_goes(world, placed):
    met(world.sanne, kind=Encounter.Kind.TALK, day=TODAY, company=world.company)
    placed(world.sanne, status="started", started_on=TODAY)
    before = counted()
    forget(world.sanne, by=None)
    assert counted() == before == {Link.MET: 1, Link.TALK: 1, Link.PLACE: 1, Link.STARTED: 1}


def test_how_many_profiles_there_were_on_a_day_that_nobody_measured_is_unknown(world):
    assert chain(Window.at(YESTERDAY))[Link.PROFILE] is None
