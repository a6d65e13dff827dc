"""Invented vacancies: an occupation of the company, the kind, the level, and the skills that are asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reference.levels import Level
from reference.models import Programme, Skill
from vacancies.models import Vacancy, VacancySkill
from web.demo import offers
from web.demo.companies import Employer
from web.demo.dice import UNKNOWN, Dice
from web.demo.region import Region, Work, level_of
from web.demo.students import noon
from web.demo.terms import Terms

Kind = Vacancy.Kind
Status = Vacancy.Status
Weight = VacancySkill.Weight

STATUSES = {Status.OPEN: 81, Status.CLOSED: 14, Status.DRAFT: 5}
KINDS = {
    Kind.INTERNSHIP: 47,
    Kind.APPRENTICESHIP: 16,
    Kind.GRADUATION_PROJECT: 8,
    Kind.SIDE_JOB: 14,
    Kind.FIRST_JOB: 10,
    Kind.ORIENTATION_VISIT: 6,
}
MUSTS = {0: 25, 1: 35, 2: 28, 3: 12}
OF_THE_STORY = 4
"""How many internships the company of the story offers for its programme, at most one in ten vacancies."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A vacancy with the company that offers it and the work that it is."""

    vacancy: Vacancy
    employer: Employer
    work: Work


class Vacancies:
    """Draws one vacancy after another."""

    def __init__(self, region: Region, employers: Sequence[Employer], dice: Dice, terms: Terms) -> None:
        """Take what the draws depend on."""
        self._region, self._employers, self._dice, self._terms = region, employers, dice, terms
        self._sizes = [employer.size for employer in employers]
        self._numbers: dict[str, int] = defaultdict(int)

    def invent(self, count: int) -> Iterator[Offer]:
        """Draw so many vacancies, those of the story first."""
        story = min(OF_THE_STORY, count // 10) if self._employers else 0
        for place in range(story):
            yield self._of_the_story(place)
        for _ in range(count - story if self._employers else 0):
            employer = self._dice.pick(self._employers, self._sizes)
            work = self._dice.pick(employer.works)
            kind = self._dice.by_weight({kind: share for kind, share in KINDS.items() if _suits(kind, work)})
            status = self._dice.by_weight(STATUSES)
            yield self._offer(employer, work, kind, status, self._programme(work, kind))

    def _of_the_story(self, place: int) -> Offer:
        """Offer an internship at the company of the story, for its programme where the work allows."""
        employer, code = self._employers[0], self._region.words.story["programme"]
        fitting = [work for work in employer.works if any(each.code == code for each in work.programmes)]
        works = fitting or list(employer.works)
        work = works[place % len(works)]
        programme = next((each for each in work.programmes if each.code == code), None)
        return self._offer(employer, work, Kind.INTERNSHIP, Status.OPEN, programme)

    def _programme(self, work: Work, kind: str) -> Programme | None:
        """Draw the programme whose students are meant, where the kind is for students of one."""
        if kind == Kind.APPRENTICESHIP:
            return self._dice.pick(_for_apprentices(work))
        found = work.programmes if kind == Kind.INTERNSHIP else ()
        return self._dice.pick(found) if found else None

    def _offer(
        self, employer: Employer, work: Work, kind: str, status: str, programme: Programme | None
    ) -> Offer:
        level = _level(kind, work, programme)
        start, end = offers.invent_period(kind, status, self._dice, self._terms)
        if self._dice.chance(UNKNOWN):
            start = end = None
        vacancy = self._vacancy(employer, work, kind, status, start, end)
        vacancy.level = self._dice.known(level)
        if level and vacancy.level and self._dice.chance(0.1):
            vacancy.level_min = vacancy.level_max = level.nlqf
        if programme and programme.register == Programme.Register.CREBO:
            vacancy.crebos = self._dice.known(
                [each.code for each in work.programmes if each.level == programme.level]
            )
        self._add_conditions(vacancy, work)
        self._add_words(vacancy, employer, work)
        return Offer(vacancy, employer, work)

    def _vacancy(
        self, employer: Employer, work: Work, kind: str, status: str, start: date | None, end: date | None
    ) -> Vacancy:
        created = self._created(status, start)
        self._numbers[employer.company.slug] += 1
        return Vacancy(
            uuid=self._dice.uuid(),
            company=employer.company,
            establishment=self._dice.pick(employer.establishments),
            reference=f"{created.year}-{self._numbers[employer.company.slug]:03d}",
            kind=kind,
            occupation=work.occupation,
            sector=work.occupation.sector,
            start=start,
            end=end,
            seats=self._dice.by_weight(offers.SEATS[Kind(kind)]),
            status=status,
            created_at=noon(created),
        )

    def _created(self, status: str, start: date | None) -> date:
        latest = min(start or self._terms.today, self._terms.today) - timedelta(days=1)
        return self._dice.day(latest - timedelta(days=150), latest)

    def _add_conditions(self, vacancy: Vacancy, work: Work) -> None:
        kind, dice = vacancy.kind, self._dice
        if hours := dice.known(offers.invent_hours(kind, dice)):
            vacancy.hours_min, vacancy.hours_max = hours
        if pay := dice.known(offers.invent_pay(kind, work.occupation.level or 2, dice)):
            vacancy.pay_period, vacancy.pay_amount = pay
        vacancy.weekdays = dice.known(offers.invent_weekdays(kind, work.sector, dice))
        vacancy.hazard = dice.known(offers.invent_hazard(kind, work.sector, dice))
        vacancy.languages = dice.known(offers.invent_languages(work.sector, dice))
        vacancy.licences = dice.known(offers.invent_licences(kind, work, dice))
        vacancy.remote = work.sector == "ict" and (work.occupation.level or 0) >= 4 and dice.chance(0.12)

    def _add_words(self, vacancy: Vacancy, employer: Employer, work: Work) -> None:
        words = self._region.words.offers[vacancy.kind]
        place = vacancy.establishment.place.name
        filled = {"occupation": work.name, "company": employer.company.name, "place": place}
        title = self._dice.pick(words.titles).format(**filled)
        vacancy.title = title[:1].upper() + title[1:]
        vacancy.description = self._dice.pick(words.texts).format(**filled)

    def asked(self, offer: Offer) -> Iterator[VacancySkill]:
        """Draw the skills that a vacancy asks: the trade's essential ones first, at most three as a must."""
        for skill, weight in self._weighed(offer).items():
            text = self._region.word(skill, self._dice)
            yield VacancySkill(vacancy=offer.vacancy, skill=skill, text=text, weight=weight)

    def _weighed(self, offer: Offer) -> dict[Skill, str]:
        kind, dice = offer.vacancy.kind, self._dice
        light = kind in (Kind.SIDE_JOB, Kind.ORIENTATION_VISIT)
        essential = dice.sample(offer.work.essential, len(offer.work.essential))
        musts = 0 if light else dice.by_weight(MUSTS)
        shoulds = dice.randint(0, 2) if light else dice.randint(2, 4)
        asked = dict.fromkeys(essential[:musts], Weight.MUST)
        asked |= dict.fromkeys(essential[musts : musts + shoulds], Weight.SHOULD)
        wished = dice.some(offer.work.optional, 0, 1 if light else 3)
        wished += dice.some(self._region.general, 0, 1 if light else 2)
        return dict.fromkeys(wished, Weight.NICE) | asked


def _suits(kind: str, work: Work) -> bool:
    """Tell whether a kind of vacancy exists in an occupation, by the level of the usual worker."""
    level = work.occupation.level or 2
    if kind == Kind.APPRENTICESHIP:
        return bool(_for_apprentices(work))
    return {
        Kind.INTERNSHIP: level >= 2,
        Kind.GRADUATION_PROJECT: level >= 4,
        Kind.SIDE_JOB: level <= 2,
        Kind.FIRST_JOB: level >= 2,
        Kind.ORIENTATION_VISIT: True,
    }[Kind(kind)]


def _for_apprentices(work: Work) -> list[Programme]:
    return [each for each in work.programmes if Level(each.level).nlqf in (2, 3)]


def _level(kind: str, work: Work, programme: Programme | None) -> Level | None:
    if kind in (Kind.SIDE_JOB, Kind.ORIENTATION_VISIT):
        return None
    if kind == Kind.GRADUATION_PROJECT:
        return Level.BACHELOR
    return Level(programme.level) if programme else level_of(work.occupation.level)
