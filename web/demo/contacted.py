"""Invented contacts around invented placements: asked, answered, talked, looked at, and what both thought."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from placements.models import Application, Contact, Encounter, Evaluation, Placement
from profiles.enrolling import school_year_of
from profiles.models import ProfileView, Student
from web.demo.companies import Employer
from web.demo.dice import Dice
from web.demo.keys import Keys
from web.demo.students import Pupil, noon
from web.demo.terms import Terms

Outcome, Door = Contact.Outcome, Application.Door
DOORS = {Door.APPLY: 60, Door.INVITE: 20, Door.PROPOSE: 20}
IN_VAIN = {0: 35, 1: 35, 2: 20, 3: 10}
"""How many contacts of somebody led to nothing before one led to a place."""

IN_TIME = 0.93
TALKED = 0.7
LOOKED_AT = 0.12
EVALUATED = 0.6
MARKS = {5: 45, 4: 45, 3: 6, 2: 3, 1: 1}


class Contacted:
    """Draws what went before and came after placements."""

    def __init__(self, dice: Dice, terms: Terms, keys: Keys) -> None:
        """Take what the draws depend on."""
        self._dice, self._terms, self._keys = dice, terms, keys

    def contacts(self, placements: Iterable[Placement]) -> Iterator[Contact]:
        """Draw for each placement the contact that led to it, and those that led to nothing."""
        for placement in placements:
            if placement.student is None:
                continue
            first = placement.start - timedelta(days=self._dice.randint(25, 80))
            if first > self._terms.today:
                continue
            yield self._contact(placement, first, Outcome.ANSWERED)
            for _ in range(self._dice.by_weight(IN_VAIN)):
                sent = first - timedelta(days=self._dice.randint(1, 30))
                answered = self._dice.chance(IN_TIME)
                yield self._contact(placement, sent, Outcome.ANSWERED if answered else Outcome.UNANSWERED)

    def talks(self, placements: Iterable[Placement]) -> Iterator[Encounter]:
        """Draw the talks that went before placements."""
        for placement in placements:
            day = placement.start - timedelta(days=self._dice.randint(10, 24))
            if placement.student and day <= self._terms.today and self._dice.chance(TALKED):
                yield Encounter(
                    uuid=self._dice.uuid(),
                    kind=Encounter.Kind.TALK,
                    day=day,
                    student=placement.student,
                    company=placement.company,
                    work_municipality=placement.work_municipality,
                    **self._copies(placement, day),
                )

    def views(self, pupils: Sequence[Pupil], employers: Sequence[Employer]) -> Iterator[ProfileView]:
        """Draw whose card was opened by a company."""
        looking = [each.company for each in employers if each.company.verified_at]
        first = self._terms.autumn(self._terms.year).first
        for pupil in pupils if looking else ():
            hidden = pupil.visibility == Student.Visibility.HIDDEN or pupil.student.user is None
            if hidden or first > self._terms.today or not self._dice.chance(LOOKED_AT):
                continue
            day = self._dice.day(first, self._terms.today)
            programme = pupil.klass.taught.programme
            yield ProfileView(
                uuid=self._dice.uuid(),
                student=pupil.student,
                company=self._dice.pick(looking),
                stage=ProfileView.Stage.CARD,
                at=noon(day),
                day=day,
                person_key=self._keys.on(pupil.student, day),
                school=pupil.klass.school,
                programme=programme,
                level=pupil.klass.taught.level,
                sector=programme.sector if programme else None,
                home_municipality=pupil.home.municipality,
                school_year=school_year_of(day),
            )

    def evaluations(self, placements: Iterable[Placement]) -> Iterator[Evaluation]:
        """Draw what both sides thought of placements that are over."""
        for placement in placements:
            if not placement.ended_on:
                continue
            for side in Evaluation.Side:
                if self._dice.chance(EVALUATED):
                    score = self._dice.by_weight(MARKS)
                    given = min(
                        placement.ended_on + timedelta(days=self._dice.randint(0, 14)), self._terms.today
                    )
                    yield Evaluation(
                        placement=placement,
                        student=placement.student,
                        side=side,
                        score=score,
                        again=score >= 4,
                        prepared=self._dice.chance(0.85),
                        given_at=noon(given),
                    )

    def _contact(self, placement: Placement, sent: date, outcome: Outcome) -> Contact:
        decided = sent + timedelta(days=self._dice.randint(1, 12))
        if decided > self._terms.today:
            outcome, decided = Outcome.WAITING, None
        return Contact(
            uuid=self._dice.uuid(),
            student=placement.student,
            door=self._dice.by_weight(DOORS),
            kind=placement.kind,
            company=placement.company,
            sent_on=sent,
            outcome=outcome,
            decided_on=decided,
            **self._copies(placement, sent),
        )

    def _copies(self, placement: Placement, day: date) -> dict[str, object]:
        return {
            "person_key": self._keys.on(placement.student, day),
            "school_year": school_year_of(day),
            "school": placement.school,
            "programme": placement.programme,
            "level": placement.level,
            "sector": placement.sector,
            "home_municipality": placement.home_municipality,
        }
