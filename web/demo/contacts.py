"""First contacts of the demo: who applies, invites and proposes, and how far it went, by the verbs of all."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.eligibility import needs_recognition_check
from placements import talking
from placements.answering import decline, offer
from placements.applying import apply, invite, propose
from placements.messaging import write
from placements.models import Application, Step
from placements.offering import Offer
from placements.reasons import Reason
from placements.recommending import persons_for, post_of, posts_for
from placements.records import person
from placements.seating import has_seat
from profiles.ages import needs_guardian
from profiles.models import Membership, Student, User
from reference.school_days import after_school_days
from vacancies.models import Vacancy
from web.demo.dice import Dice
from web.demo.story import address

State = Application.State
CLASSMATES = 24
OPEN_VACANCIES = 4
CANDIDATES = 6
WAITING, TALKING, OFFERED, DECLINED = "waiting", "talking", "offered", "declined"
HOW_FAR = {WAITING: 4, TALKING: 3, OFFERED: 2, DECLINED: 1}
REASONS = (Reason.SEATS_FILLED, Reason.PERIOD_DIFFERS, Reason.SKILLS_MISSING)
DAYS_AGO = 6
PROPOSED = 0.3


@transaction.atomic
def play(seed: int) -> None:
    """Let the people of an invented region, of whom the matcher knows, find each other today."""
    Contacts(Dice.of(seed, "contacts")).play()


class Contacts:
    """Lets the people of the story and those around them find each other."""

    def __init__(self, dice: Dice) -> None:
        """Take what chance decides by."""
        self._dice = dice

    def play(self) -> None:
        """Play it all."""
        self._of_student(Student.objects.select_related("user").get(user__email=address("student")))
        for employer in User.objects.filter(email=address("employer")):
            self._of_employer(employer)
        self._of_school(User.objects.get(email=address("coordinator")))

    def _of_student(self, student: Student) -> None:
        """Let the student have one of each: a talk, an offer, an invitation, a proposal and a no."""
        places = list(self._places(student))
        proposed = next((vacancy for vacancy in places if _is_recognised(student, vacancy)), None)
        if proposed:
            propose(student, proposed, by=User.objects.get(email=address("coordinator")))
        others = (vacancy for vacancy in places if vacancy != proposed)
        for how_far in (TALKING, OFFERED, DECLINED):
            self._apply(student, next(others, None), how_far)
        if invites := next(others, None):
            invite(student, invites, by=_somebody_of(invites))

    def _of_employer(self, employer: User) -> None:
        """Let each of some vacancies of the company have who applied, and one who is invited."""
        seen = Student.objects.carded().filter(user__isnull=False)
        own = Vacancy.objects.open().filter(company__in=employer.company_ids).select_related("company")
        for vacancy in own.order_by("pk")[:OPEN_VACANCIES]:
            found = [item.student for item in persons_for(vacancy, top=CANDIDATES, among=seen).items]
            students = [
                each
                for each in _students().filter(uuid__in=found).select_related("user").order_by("uuid")
                if _speaks_alone(each)
            ]
            for number, student in enumerate(students):
                if number == 0 and _is_new(student, vacancy) and has_seat(vacancy):
                    invite(student, vacancy, by=employer)
                elif number:
                    self._apply(student, vacancy, self._dice.by_weight(HOW_FAR))

    def _of_school(self, coordinator: User) -> None:
        """Let students of the school apply, or be proposed, for what suits them best."""
        own = _students().filter(pk__in=Student.objects.taught_by(coordinator))
        alone = [each for each in own.select_related("user").order_by("uuid") if _speaks_alone(each)]
        for student in alone[:CLASSMATES]:
            vacancy = next(self._places(student), None)
            if vacancy and self._dice.chance(PROPOSED) and _is_recognised(student, vacancy):
                propose(student, vacancy, by=coordinator)
            else:
                self._apply(student, vacancy, self._dice.by_weight(HOW_FAR))

    def _places(self, student: Student) -> Iterator[Vacancy]:
        """Give what suits a student and has a seat and a first day, best first, each company once."""
        found = [item.vacancy for item in posts_for(student).items]
        rows = Vacancy.objects.select_related("company").in_bulk(found, field_name="uuid")
        companies = set()
        for vacancy in sorted(rows.values(), key=lambda row: found.index(str(row.uuid))):
            is_open = vacancy.start and has_seat(vacancy) and _is_new(student, vacancy)
            if is_open and vacancy.company_id not in companies:
                companies.add(vacancy.company_id)
                yield vacancy

    def _apply(self, student: Student, vacancy: Vacancy | None, how_far: str) -> None:
        if vacancy is None or not _is_new(student, vacancy):
            return
        application = apply(student, vacancy, by=student.user)
        if application.state == State.QUEUED:
            return
        by = _somebody_of(vacancy)
        if how_far == TALKING:
            self._talk(application, by)
        elif how_far == OFFERED and vacancy.start:
            offer(application, Offer(), by=by)
        elif how_far == DECLINED:
            decline(application, by=by, reason=self._dice.pick(REASONS))
        else:
            self._was_some_days_ago(application)

    def _talk(self, application: Application, by: User) -> None:
        day = after_school_days(timezone.localdate(), self._dice.randint(1, 4))
        at = datetime.combine(day, time(self._dice.randint(9, 16)), timezone.get_current_timezone())
        place = application.vacancy.establishment.address or _("at our place")
        talking.plan(application, at=at, place=place, by=by)
        write(application, _("Good that you applied! Is there something you would like to see here?"), by=by)
        write(application, _("Yes, I would like to see the workshop."), by=application.student.user)

    def _was_some_days_ago(self, application: Application) -> None:
        """Let an application wait for some days already; its term stays the one that was told."""
        ago = timedelta(days=self._dice.randint(0, DAYS_AGO))
        rows = Application.objects.filter(pk=application.pk)
        rows.update(requested_at=application.requested_at - ago, sent_at=application.sent_at - ago)
        Step.objects.filter(application=application).update(at=application.requested_at - ago)


def _students() -> QuerySet[Student]:
    """Find those around the student of the story who have an account."""
    return Student.objects.filter(user__isnull=False).exclude(user__email=address("student"))


def _speaks_alone(student: Student) -> bool:
    """Tell whether the student is old enough to tell a company the name without anybody else."""
    return student.birth_date is not None and not needs_guardian(student.birth_date)


def _is_new(student: Student, vacancy: Vacancy) -> bool:
    return not Application.objects.filter(student=student, vacancy=vacancy).exists()


def _is_recognised(student: Student, vacancy: Vacancy) -> bool:
    """Tell whether the host is known to be recognised for what the student learns, where it must be."""
    return not needs_recognition_check(person(student), post_of(vacancy))


def _somebody_of(vacancy: Vacancy) -> User:
    working = Membership.objects.current().filter(company=vacancy.company)
    return working.select_related("user").order_by("pk")[0].user
