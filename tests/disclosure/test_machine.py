"""Whatever happens, in whatever order: somebody's words are found by who may find them, and by nobody else.

`FULL_DISCLOSURE=1` (part of `make full`) tries 50 times 30 steps.
"""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from placements import today
from placements.models import Application
from placements.pseudonyms import pseudonym
from placements.tasks import end_overdue_applications
from profiles import forgetting, guarding, leaving
from profiles.models import Guardianship, Membership, Student, User
from profiles.tasks import sweep_guardianships
from tests.disclosure import truth
from tests.disclosure.looking import cards_of, program_of, seen_by
from tests.disclosure.people import (
    BORN,
    COMPANIES,
    ELDERS,
    GILDE,
    INA,
    NOOR,
    OPA,
    SANNE,
    find_user,
    make_people,
    move,
)

IS_FULL = bool(os.environ.get("FULL_DISCLOSURE"))
EXAMPLES, STEPS = (50, 30) if IS_FULL else (3, 10)
SOME, MOST_GUARDIANS = 8, 2
VERBS = ["talk", "offer", "accept", "decline", "withdraw"]
BODIES = {"decline": {"reason": "period_differs"}, "offer": {"start": "2027-02-01", "end": "2027-07-02"}}
BEGIN = datetime.fromisoformat("2026-11-21T12:00:00+01:00")
VISIBILITIES = st.sampled_from([truth.HIDDEN, truth.ANONYMOUS, truth.NAMED])
STUDENTS = st.sampled_from([SANNE, NOOR])
A, B, C = COMPANIES
VERIFIED = st.sampled_from([A, B])
GUARDIANS = st.sampled_from([INA, OPA])


class Disclosure(RuleBasedStateMachine):
    """Plays everybody's acts through the API or the verbs, and keeps beside them what should be so."""

    def __init__(self) -> None:
        super().__init__()
        for side in (today.person_side, today.post_side, today.coarse_side):
            side._held = None  # what is held between examples was rolled back
        self.clock = time_machine.travel(BEGIN, tick=True)
        self.traveller = self.clock.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = make_people()
        self.known = {name: truth.Student(born, GILDE) for name, born in BORN.items()}
        self.asked: dict[str, Guardianship] = {}
        self.carla_works = True
        self.acts = 0

    def some_guardian(self, is_such: Callable[[truth.Guardian], object]) -> bool:
        return any(is_such(each) for each in self.known[NOOR].guardians.values())

    def can_ask(self) -> bool:
        noor = self.known[NOOR]
        return noor.has_profile and not noor.decides(self._today()) and len(noor.guardians) < MOST_GUARDIANS

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.clock.stop()

    # What people do

    @rule(who=STUDENTS, visibility=VISIBILITIES)
    def choose(self, who: str, visibility: str) -> None:
        known = self.known[who]
        answer = self._put_visibility(who, self._account(who), visibility)
        if answer is None:
            return
        if visibility != truth.HIDDEN and not known.decides(self._today()):
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200, answer.content
            known.choose("self", visibility, self._today())

    @precondition(lambda self: self.some_guardian(lambda each: each.answer))
    @rule(guardian=GUARDIANS, visibility=VISIBILITIES)
    def guardian_chooses(self, guardian: str, visibility: str) -> None:
        noor, user = self.known[NOOR], find_user(guardian)
        answer = self._put_visibility(NOOR, user, visibility) if user else None
        if answer is None:
            return
        others = {each.answer for name, each in noor.guardians.items() if name != guardian}
        if not noor.guards(guardian, self._today()):
            assert answer.status_code == 404
        elif visibility != truth.HIDDEN and truth.HIDDEN in others:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200, answer.content
            noor.choose(guardian, visibility, self._today())

    @rule(who=STUDENTS, by=st.sampled_from(["self", INA, OPA]))
    def take_all_back(self, who: str, by: str) -> None:
        user = self._account(who) if by == "self" else find_user(by)
        if user is None or not self.known[who].has_profile:
            return
        answer = program_of(user).delete(f"/api/v1/students/{self._student(who).uuid}/visibility")
        may = by == "self" or self.known[who].guards(by, self._today())
        assert answer.status_code == (204 if may else 404)
        if may:
            self.known[who].take_all_back(by)

    @precondition(lambda self: any(known.names for known in self.known.values()))
    @rule(who=STUDENTS, company=VERIFIED)
    def take_name_back(self, who: str, company: str) -> None:
        if user := self._account(who):
            seen = self.people.vacancies[company].company.uuid
            answer = program_of(user).delete(f"/api/v1/students/{self._student(who).uuid}/names/{seen}")
            assert answer.status_code == 204
            self.known[who].names.pop(company, None)

    @rule(who=STUDENTS, company=st.sampled_from(COMPANIES))
    def apply(self, who: str, company: str) -> None:
        user, known = self._account(who), self.known[who]
        if user is None:
            return
        answer = program_of(user).post(
            f"/api/v1/vacancies/{self.people.vacancies[company].uuid}/applications"
        )
        if answer.status_code == 201:
            self._name(who, company)
            known.applications[company] = answer.json()["id"]
        elif company == C:
            assert answer.status_code == 404
        else:
            assert answer.status_code == 409, answer.content
            may = known.decides(self._today()) or known.general_giver(truth.NAMED, self._today())
            assert company in known.applications or not may

    @rule(who=STUDENTS, company=VERIFIED)
    def invite(self, who: str, company: str) -> None:
        known, vacancy = self.known[who], self.people.vacancies[company]
        called = pseudonym(vacancy.company, self._uuid(who))
        path = f"/api/v1/vacancies/{vacancy.uuid}/cards/{called}/invitation"
        answer = program_of(self._user(self.people.companies[company][0])).post(path)
        if answer.status_code == 201:
            assert known.is_carded(self._today())
            known.applications[company] = answer.json()["id"]
        else:
            assert answer.status_code in (404, 409)

    @precondition(lambda self: any(known.applications for known in self.known.values()))
    @rule(
        who=STUDENTS,
        company=VERIFIED,
        verb=st.sampled_from(VERBS),
    )
    def answer(self, who: str, company: str, verb: str) -> None:
        """Let the student, else the company, do something with the latest application between them."""
        known = self.known[who]
        application = Application.objects.filter(uuid=known.applications.get(company)).first()
        if application is None:
            return
        for user in (self._account(who), self._user(self.people.companies[company][0])):
            invited = application.waits_for == "student" and application.state == "requested"
            if user and self._answer(application, verb, user):
                if verb == "accept" and invited:
                    self._name(who, company)
                elif verb == "accept":  # a place, which ends what it excludes: all else here
                    for other in set(known.applications) - {company}:
                        known.names.pop(other, None)
                if verb in ("withdraw", "decline"):
                    known.names.pop(company, None)
                return

    # Guardians

    @precondition(lambda self: self.can_ask())
    @rule(guardian=GUARDIANS)
    def ask_guardian(self, guardian: str) -> None:
        noor, user = self.known[NOOR], self._account(NOOR)
        if guardian in noor.guardians:
            return
        self.asked[guardian] = guarding.ask(self._student(NOOR), guardian, by=user)
        noor.guardians[guardian] = truth.Guardian()

    @precondition(lambda self: self.some_guardian(lambda each: not each.answer))
    @rule(guardian=GUARDIANS, visibility=VISIBILITIES)
    def guardian_answers(self, guardian: str, visibility: str) -> None:
        noor = self.known[NOOR]
        asked = (
            Guardianship.objects.answerable()
            .filter(student=self.people.students[NOOR], email=guardian)
            .first()
        )
        if asked is not None:
            guarding.answer(asked, visibility, name="Kanarie")
            noor.choose(guardian, visibility, self._today())

    @precondition(lambda self: self.some_guardian(lambda each: each.answer and not each.is_confirmed))
    @rule(guardian=GUARDIANS, who=st.sampled_from(["coordinator", "elders"]), is_yes=st.booleans())
    def school_speaks(self, guardian: str, who: str, is_yes: bool) -> None:
        noor, user = self.known[NOOR], self._user(who)
        rows = Guardianship.objects.visible_to(user).waiting().filter(email=guardian)
        found = rows.first()
        taught_here = noor.school == self.people.schools[who]
        answered = guardian in noor.guardians and noor.guardians[guardian].answer is not None
        assert (found is not None) == (taught_here and answered and not noor.guardians[guardian].is_confirmed)
        if found is None:
            return
        (guarding.confirm if is_yes else guarding.refuse)(found, by=user)
        if is_yes:
            noor.guardians[guardian].is_confirmed = True
        else:
            noor.end(guardian)

    # Where people are, and time

    @rule(who=STUDENTS, school=st.sampled_from([GILDE, ELDERS, None]))
    def move_school(self, who: str, school: str | None) -> None:
        student = Student.objects.filter(pk=self.people.students[who]).first()
        if student is not None and self.known[who].school != school:
            move(student, self.people.groups[school] if school else None, self._today())
            self.known[who].school = school

    @precondition(lambda self: self.carla_works)
    @rule()
    def leave_company(self) -> None:
        carla = self._user("carla")
        leaving.end_membership(Membership.objects.get(user=carla), by=carla)
        self.carla_works = False

    @precondition(lambda self: self.acts > SOME)
    @rule(who=STUDENTS)
    def erase(self, who: str) -> None:
        if user := self._account(who):
            forgetting.let_go(self._student(who), by=user)
            self.known[who].forget()

    @rule(days=st.sampled_from([1, 8, 31, 178]), sweeps=st.booleans())
    def time_passes(self, days: int, sweeps: bool) -> None:
        self.traveller.shift(timedelta(days=days))
        overdue = {each.uuid for each in Application.objects.overdue()}
        end_overdue_applications()
        for known in self.known.values():
            gone = [company for company, uuid in known.applications.items() if _in(uuid, overdue)]
            for company in gone:
                known.names.pop(company, None)
        if sweeps:
            self._sweep()

    def _sweep(self) -> None:
        noor, now = self.known[NOOR], timezone.now()
        sweep_guardianships()
        if noor.decides(self._today()):
            for guardian in list(noor.guardians):
                noor.end(guardian)
        late = [
            guardian
            for guardian, each in noor.guardians.items()
            if each.answer is None and self.asked[guardian].asked_at <= now - timedelta(days=30)
        ]
        for guardian in late:
            noor.end(guardian)
        if late and not noor.guardians:
            noor.forget()

    # What must hold after every step

    @invariant()
    def words_are_found_by_who_may_find_them(self) -> None:
        self.acts += 1
        expected = {name: self._expected(name) for name in self._observers()}
        found = {name: seen_by(user, self.people.words) for name, user in self._observers().items()}
        assert found == expected

    @invariant()
    def cards_are_of_who_may_be_carded(self) -> None:
        carded = {who for who, known in self.known.items() if known.is_carded(self._today())}
        for company in (A, B):
            vacancy = self.people.vacancies[company]
            ids = cards_of(self._user(self.people.companies[company][0]), vacancy)
            named = {who for who in self.known if str(pseudonym(vacancy.company, self._uuid(who))) in ids}
            assert (named, len(ids)) == (carded, len(carded))
        assert cards_of(self._user("eva"), self.people.vacancies[C]) == set()

    def _observers(self) -> dict[str, User]:
        found = {name: self._user(name) for name in self.people.users}
        found |= {email: user for email in (INA, OPA) if (user := find_user(email))}
        return found | {who: user for who in (SANNE, NOOR) if (user := self._account(who))}

    def _expected(self, observer: str) -> set[str]:
        return {f"{who} {what}" for who in self.known for what in self._whats(observer, who)}

    def _whats(self, observer: str, who: str) -> set[str]:
        """Say which of a student's words somebody may find."""
        known, now = self.known[who], self._today()
        if observer in self.people.schools:
            if known.school != self.people.schools[observer]:
                return set()
            kept = {"naam", "nummer"} if known.school == GILDE else {"naam"}  # the number that Gilde gave
            return kept | {"post", "woord"} if known.has_profile else kept
        if observer == who or (who == NOOR and known.guards(observer, now)):
            return {"naam", "post", "woord"}
        for company, staff in self.people.companies.items():
            works = observer in staff and (observer != "carla" or self.carla_works)
            if works and known.is_named_to(company, now):
                return {"naam", "woord"}
        return set()

    # Small things

    def _today(self) -> date:
        return timezone.localdate()

    def _user(self, name: str) -> User:
        return User.objects.get(pk=self.people.users[name])

    def _account(self, who: str) -> User | None:
        return User.objects.filter(pk=self.people.accounts[who]).first()

    def _student(self, who: str) -> Student:
        return Student.objects.get(pk=self.people.students[who])

    def _uuid(self, who: str) -> object:
        return self.people.uuids[who]

    def _name(self, who: str, company: str) -> None:
        """Note that a company sees the name from now on, and through whom."""
        known = self.known[who]
        if not known.is_named_to(company, self._today()):
            giver = (
                "self" if known.decides(self._today()) else known.general_giver(truth.NAMED, self._today())
            )
            assert giver is not None
            known.names[company] = giver

    def _put_visibility(self, who: str, user: User | None, visibility: str) -> object:
        student = Student.objects.filter(pk=self.people.students[who]).first()
        if user is None or student is None:
            return None
        path, program = f"/api/v1/students/{student.uuid}/visibility", program_of(user)
        etag = program.get(path).headers.get("ETag", "none")
        return program.put(path, {"visibility": visibility}, headers={"If-Match": etag})

    def _answer(self, application: Application, verb: str, user: User) -> bool:
        answer = program_of(user).post(
            f"/api/v1/applications/{application.uuid}/{verb}", BODIES.get(verb, {})
        )
        assert answer.status_code in (200, 403, 404, 409), answer.content
        return answer.status_code == 200


def _in(uuid: str, uuids: set) -> bool:
    return uuid in {str(each) for each in uuids}


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep thousands of expected refusals out of the report."""
    logging.getLogger("django.request").disabled = True
    yield
    logging.getLogger("django.request").disabled = False


def test_words_are_found_by_who_may_find_them_and_by_nobody_else(db, quiet):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    size = {"max_examples": EXAMPLES, "stateful_step_count": STEPS}
    run_state_machine_as_test(
        Disclosure, settings=settings(deadline=None, suppress_health_check=checks, **size)
    )
