"""A school year played over the API, and every row of the region's promises read from its counts."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from rest_framework.test import APIClient

from monitoring.indicators import Indicator
from placements.tasks import end_overdue_applications
from profiles.forgetting import forget
from profiles.models import Enrolment, Student
from reference.models import ShortageOccupation
from tests import world as make
from tests.api.test_a_school_year import API, TERMS, Year, bring_lists, done, year

__all__ = ["year"]

SKILLS = ("lassen", "tekeninglezen", "slijpen")
FAIR, VISIT, READ = date(2026, 12, 10), date(2027, 1, 20), date(2027, 7, 31)


def on(day: date, hour: int = 9) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def at(day: date, hour: int) -> str:
    return f"{day.isoformat()}T{hour:02d}:00:00+01:00"


class Played:
    """The year with everybody in it who is counted."""

    def __init__(self, year: Year, client_of: Any) -> None:
        self.year, self.world, self.client_of = year, year.world, client_of
        self.office = client_of(year.world.region_officer)
        self.sanne = client_of(year.world.sanne.user)
        vmbo = make.make_school("Vmbo College", kind="vo")
        self.pupils = make.make_group(vmbo, name="3K1")
        self.vmbo = client_of(make.make_user("vmbo@school.test", role="school_coordinator", school=vmbo))

    def fair(self) -> None:
        """The region holds a careers event: a class of 24 comes with 22, and Sanne checks in by code."""
        done(self.vmbo.patch(f"{API}/classes/{self.pupils.uuid}", {"pupils": 24}, headers=self.tag()))
        told = {"kind": "careers_event", "title": "Beroepenfeest", "hosts": [self.host()]}
        told |= {"startsAt": at(FAIR, 9), "endsAt": at(FAIR, 16), "slots": [{}]}
        event = done(self.office.post(f"{API}/events", told))
        slot = f"{API}/slots/{next(each['id'] for each in event['slots'] if each['company'] is None)}"
        done(self.vmbo.post(f"{slot}/attendances", {"group": str(self.pupils.uuid), "people": 24}))
        with on(FAIR, 10):
            came = {"group": str(self.pupils.uuid), "came": 22}
            assert done(self.vmbo.post(f"{slot}/check-ins", came))["came"] == 22
            (code,) = [
                row["code"]
                for row in done(self.office.get(f"{API}/events/{event['id']}/codes"))["rows"]
                if row["slot"] in slot
            ]
            done(self.sanne.post(f"{API}/check-ins", {"code": code.lower()}))

    def tag(self) -> dict[str, str]:
        path = f"{API}/classes/{self.pupils.uuid}"
        answer = self.vmbo.get(path)
        return {"If-Match": answer["ETag"]} if "ETag" in answer else {}

    def host(self) -> dict[str, Any]:
        return {"company": str(self.world.company.uuid)}

    def lecture(self, *students: Student) -> None:
        """The company offers a lecture, the school books it, and it is held."""
        offered = {"kind": "guest_lecture", "title": "Zo las je", "most": 30}
        lecture = done(self.year.company.post(f"{API}/lectures", offered))["id"]
        moment = {"startsAt": at(VISIT, 10), "endsAt": at(VISIT, 12)}
        added = done(self.year.company.post(f"{API}/lectures/{lecture}/moments", moment))
        path = f"{API}/moments/{added['id']}/booking"
        booked = done(self.year.school.post(path, {"classes": [str(self.world.group.uuid)]}))
        twice = self.year.school.post(path, {"classes": [str(self.world.group.uuid)]})
        assert twice.status_code == 409
        with on(VISIT, 12):
            came = {"students": [str(each.uuid) for each in students]}
            done(self.year.school.post(f"{API}/events/{booked['id']}/held", came))

    def course(self, starts: date, ends: date) -> str:
        """The region's academy gives a course; gives its path."""
        told = {"title": "Lasmethoden", "provider": "Keyport Academie", "skills": ["lassen"]}
        told |= {"startsOn": starts.isoformat(), "endsOn": ends.isoformat(), "certificate": "Lasdiploma"}
        path = f"{API}/courses/{done(self.office.post(f'{API}/courses', told))['id']}"
        done(self.office.post(f"{path}/publish"))
        return path

    def finish(self, registration: dict[str, Any], attended: int, certified: int) -> None:
        path = f"{API}/registrations/{registration['id']}/finish"
        done(self.office.post(path, {"attended": attended, "finished": certified, "certified": certified}))

    def job(self, student: Student, start: date) -> None:
        """Let somebody who left school find a job for good, agree on paper, and start."""
        vacancy = make.make_vacancy(
            self.world.establishment, kind="first_job", level=None, start=start, end=None
        )
        client, company = self.client_of(student.user), self.year.company
        applied = done(client.post(f"{API}/vacancies/{vacancy.uuid}/applications"))["id"]
        done(company.post(f"{API}/applications/{applied}/offer", {"hoursPerWeek": 32}))
        done(client.post(f"{API}/applications/{applied}/accept"))
        path = f"{API}/placements/{client.get(f'{API}/placements').json()['results'][0]['id']}"
        done(company.patch(path, TERMS, headers={"If-Match": company.get(path)["ETag"]}))
        done(company.post(f"{path}/agreement", {}))
        for signs, party in ((client, "student"), (company, "company")):
            done(signs.post(f"{path}/signatures", {"party": party}))
        with on(start):
            done(company.post(f"{path}/start"))

    def complete_profile(self) -> None:
        """Let Sanne tell all there is to match on, and be seen."""
        own = f"{API}/students/{self.world.sanne.uuid}"
        told = {"availableFrom": "2026-09-01", "skills": [{"text": text} for text in SKILLS]}
        done(self.sanne.patch(own, told, headers={"If-Match": self.sanne.get(own)["ETag"]}))
        seen = f"{own}/visibility"
        tag = {"If-Match": self.sanne.get(seen)["ETag"]}
        done(self.sanne.put(seen, {"visibility": "anonymous"}, headers=tag))

    def internship(self) -> None:
        """Sanne is seen as a card, applies, talks, gets the place, starts, ends, and both are satisfied."""
        year, vacancy = self.year, self.year.vacancy
        for card in done(year.company.get(f"{vacancy}/cards"))["results"]:
            done(year.company.get(f"{vacancy}/cards/{card['id']}"))
        applied = f"{API}/applications/{done(self.sanne.post(f'{vacancy}/applications'))['id']}"
        talk = {"at": at(date(2026, 11, 30), 10), "place": "Kazernelaan 12, Roermond"}
        done(year.company.post(f"{applied}/talks", talk))
        with on(date(2026, 12, 1)):
            done(year.company.post(f"{applied}/talks/outcome", {"state": "held"}))
            placed = year.place(applied.rpartition("/")[2], self.sanne)
        with on(date(2027, 2, 1)):
            done(year.company.post(f"{placed}/start"))
        with on(date(2027, 7, 2)):
            done(year.school.post(f"{placed}/finish"))
            for client, score in ((year.company, 5), (self.sanne, 3)):
                done(client.post(f"{placed}/evaluation", {"score": score, "again": True, "prepared": True}))

    def unanswered(self, pupil: APIClient) -> None:
        """A company lets an application lie until its term is over."""
        done(pupil.post(f"{self.year.vacancy}/applications"))
        with on(date(2027, 1, 15)):
            end_overdue_applications()


def leaver(name: str, played: Played) -> Student:
    """Make somebody with an account who was in Sanne's class until the summer of 2025."""
    email = f"{name}@thuis.test"
    user = make.make_user(email)
    fields = {
        "first_name": name.title(),
        "email": email,
        "user": user,
        "kinds": ["first_job"],
        "birth_date": date(2004, 5, 17),
    }
    student = make.make_student(played.world.group, **fields)
    Enrolment.objects.filter(student=student).update(started_on=date(2024, 8, 1), ended_on=date(2025, 8, 1))
    return student


@pytest.fixture
def played(year, world, client_of) -> Played:
    """Play it: what happened stands beside each count."""
    bring_lists(year, world)
    played = Played(year, client_of)
    ShortageOccupation.objects.create(occupation=world.vacancy.occupation, from_year=2025)

    # Last year: Noah, who left school, takes a course, gets the certificate and finds a job that he keeps.
    with on(date(2025, 9, 1)):
        noah = leaver("noah", played)
        course = played.course(date(2025, 9, 8), date(2025, 10, 10))
        registered = done(client_of(noah.user).post(f"{course}/registrations", {}))
        assert registered["participant"] == "job_seeker"
    with on(date(2025, 10, 10)):
        played.finish(registered, 1, 1)
    with on(date(2025, 10, 20)):
        played.job(noah, date(2025, 11, 3))

    # This year: Lotte finds one too. Four of the company take a course, three end it.
    played.job(leaver("lotte", played), date(2026, 12, 1))
    course = played.course(date(2027, 1, 11), date(2027, 2, 12))
    people = {"participant": "employee", "people": 4, "company": str(world.company.uuid)}
    registered = done(year.company.post(f"{course}/registrations", people))
    with on(date(2027, 2, 12)):
        played.finish(registered, 4, 3)

    _daan, daan = year.pupil("daan")
    fien, _client = year.pupil("fien")
    played.complete_profile()
    played.internship()
    played.unanswered(daan)
    played.fair()
    played.lecture(world.sanne, fien)
    return played


def test_every_promise_is_counted_from_what_happened(played, world, client_of):
    with on(READ):
        Student.objects.filter(pk=world.sanne.pk).update(updated_at=timezone.now())
        answer = done(client_of(world.admin).get(f"{API}/indicators?schoolYear=2026"))
    assert {row["indicator"]: row["value"] for row in answer["rows"]} == {
        Indicator.STUDENTS_MET_EMPLOYERS: 2,  # Sanne, many times; Fien at the lecture
        Indicator.VMBO_PUPILS_MET_EMPLOYERS: 22,
        Indicator.PROFILES_KNOWN_TO_EMPLOYERS: 1,  # Sanne's card
        Indicator.ACTIVE_STUDENT_PROFILES: 1,
        Indicator.SCHOOLED_AND_A_YEAR_IN_SHORTAGE_JOB: 1,  # Noah, on 2 November
        Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING: 1,
        Indicator.EMPLOYEES_IN_LIFELONG_LEARNING: 4,
        Indicator.EMPLOYEES_TRAINED: 3,
        Indicator.PLACEMENTS: 2,  # Sanne's and Lotte's
        Indicator.STAYED_IN_REGION: 1,  # Lotte
        Indicator.COMPANIES_TAKING_PART: 1,
        Indicator.GUEST_LECTURES_HELD: 1,
        Indicator.EMPLOYERS_SATISFIED_PERCENT: 100.0,
        Indicator.STUDENTS_SATISFIED_PERCENT: 0.0,
        Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT: 66.7,  # Sanne's and Lotte's; Daan's was not
    }
    last_year = {row["indicator"]: row["lastYear"] for row in answer["rows"]}
    assert last_year[Indicator.STAYED_IN_REGION] == 1  # Noah
    assert last_year[Indicator.PLACEMENTS] == 2  # Noah's, and Sanne's of the list


def test_the_region_office_reads_them_after_the_quarter_without_recognising_anybody(played, world):
    with on(date(2027, 7, 1)):
        call_command("count")
        answer = done(played.office.get(f"{API}/indicators?schoolYear=2026&quarter=2027-Q2"))
    rows = {row["indicator"]: row for row in answer["rows"]}
    assert (answer["asAt"], answer["published"]) == ("2027-06-30", True)
    met = rows[Indicator.STUDENTS_MET_EMPLOYERS]
    assert (met["value"], met["hidden"]) == (None, True)
    assert rows[Indicator.VMBO_PUPILS_MET_EMPLOYERS]["value"] == 22
    assert rows[Indicator.COMPANIES_TAKING_PART]["value"] == 1


def test_who_of_a_class_has_nothing_and_whom_to_call_first_is_one_request(played, world):
    with on(date(2027, 1, 20)):
        answer = done(played.year.school.get(f"{API}/classes/{world.group.uuid}/call-list"))
    told = [(row["student"]["name"], row["stage"], row["nextStep"]) for row in answer["rows"]]
    assert told == [
        ("Fien Dijk", "no_profile", "complete_profile"),  # one skill is too little to match on
        ("Daan Smeets", "no_place", "propose"),
    ]
    assert all(sum(each["points"] for each in row["reasons"]) == row["points"] for row in answer["rows"])


def test_counts_are_the_same_when_everybody_goes(played, world, client_of):
    def told() -> dict[str, Any]:
        answer = done(client_of(world.admin).get(f"{API}/indicators?schoolYear=2026"))
        return {row["indicator"]: (row["value"], row["lastYear"]) for row in answer["rows"]}

    with on(READ):
        before = told()
        for student in Student.objects.all():
            forget(student, by=None)
        after = told()
    # How many profiles are active is a state of the day: nobody is left.
    assert before.pop(Indicator.ACTIVE_STUDENT_PROFILES) != after.pop(Indicator.ACTIVE_STUDENT_PROFILES)
    assert after == before
