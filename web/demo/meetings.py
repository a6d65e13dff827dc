"""Invented events of this school year and the last: who met which company, and who is expected."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from placements.models import Attendance, Encounter, Event, GroupAttendance, Host, Slot
from placements.models.event import CODE_LENGTH, CODE_SIGNS
from profiles.enrolling import school_year_of
from profiles.models import Establishment, School, StudentGroup
from vacancies.models import Lecture, Moment
from web.demo.companies import Employer
from web.demo.dice import Dice
from web.demo.keys import Keys
from web.demo.region import Region
from web.demo.schools import Class
from web.demo.students import Pupil
from web.demo.terms import Terms

Kind, State = Event.Kind, Event.State
HOSTS = 60
VISITING, LECTURED = 0.55, 0.3
"""How many classes visit a company, and how many have a guest lecture, in a year."""

LECTURES = 40
PRESENT = 0.87
AT_CAREERS_EVENT = {School.Kind.VO: 0.85, School.Kind.MBO: 0.2}
WITHOUT_PROFILE = 8
"""The most pupils of a class of a secondary school who have no profile."""


@dataclass
class Meetings:
    """The rows of all events, in the order in which they are written."""

    moments: list[Moment] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    hosts: list[Host] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    group_attendances: list[GroupAttendance] = field(default_factory=list)
    encounters: list[Encounter] = field(default_factory=list)


class Inventor:
    """Draws the events of one school year after another."""

    def __init__(
        self, region: Region, employers: Sequence[Employer], dice: Dice, terms: Terms, keys: Keys
    ) -> None:
        """Take what the draws depend on."""
        self._words, self._dice, self._terms, self._keys = region.words.meetings, dice, terms, keys
        self._employers = [each for each in employers if each.company.verified_at]
        self._sizes = [each.size for each in self._employers]
        self.lectures = [self._lecture(each) for each in dice.some(self._employers, LECTURES, LECTURES)]
        self.made = Meetings()

    def invent(self, pupils: Sequence[Pupil], year: int) -> None:
        """Draw what happened in a school year, and what is planned, among those who were in a class then."""
        classes: dict[int, list[Pupil]] = defaultdict(list)
        for pupil in pupils:
            group = _group(pupil.klass, year, self._terms)
            if group:
                classes[group.pk].append(pupil)
        rooms = [Room(_group(members[0].klass, year, self._terms), members) for members in classes.values()]
        self._for_all(Kind.CAREERS_EVENT, rooms, self._weekday(year, weeks=6))
        self._do_day(rooms, self._weekday(year, weeks=9))
        for room in rooms:
            if room.school.kind != School.Kind.VO:
                self._of_class(room, year)

    def _of_class(self, room: "Room", year: int) -> None:
        if self._dice.chance(VISITING) and self._employers:
            employer = self._dice.pick(self._employers, self._sizes)
            day = self._day_in(year)
            title = self._words["company_visit"].format(company=employer.company.name)
            event = self._event(Kind.COMPANY_VISIT, title, day, room.school, employer.establishments[0])
            self._fill(self._slot(event, employer), room, day)
        if self._dice.chance(LECTURED) and self.lectures:
            self._lecture_for(room, self._day_in(year))

    def _lecture_for(self, room: "Room", day: date) -> None:
        lecture = self._dice.pick(self.lectures)
        begins, ends = _at(day, 10), _at(day, 12)
        moment = Moment(uuid=self._dice.uuid(), lecture=lecture, starts_at=begins, ends_at=ends)
        if any(each.lecture is lecture and each.starts_at == begins for each in self.made.moments):
            return
        self.made.moments.append(moment)
        event = self._event(Kind.GUEST_LECTURE, lecture.title, day, room.school, None, moment)
        employer = next(each for each in self._employers if each.company is lecture.company)
        self._fill(self._slot(event, employer), room, day)

    def _for_all(self, kind: Kind, rooms: Sequence["Room"], day: date) -> None:
        """Let schools go to an event of the region, with many companies at once."""
        event = self._event(kind, self._words[kind.value], day, None, None)
        for employer in self._dice.some(self._employers, HOSTS, HOSTS):
            self._host(event, employer)
        slot = self._slot(event, None)
        for room in rooms:
            share = AT_CAREERS_EVENT.get(School.Kind(room.school.kind), 0)
            if self._dice.chance(share):
                self._fill(slot, room, day)

    def _do_day(self, rooms: Sequence["Room"], day: date) -> None:
        """Let each pupil visit two companies on one day."""
        event = self._event(Kind.DO_DAY, self._words["do_day"], day, None, None)
        hosts = [
            (employer, host, [self._part(event, host, day, *hours) for hours in ((9, 12), (13, 16))])
            for employer in self._dice.some(self._employers, HOSTS, HOSTS)
            for host in [self._host(event, employer)]
        ]
        for room in rooms:
            if room.school.kind == School.Kind.VO and len(hosts) > 1:
                for pupil in room.members:
                    for half, (employer, _host, slots) in enumerate(self._dice.sample(hosts, 2)):
                        self._attend(slots[half], pupil, day, employer)

    def _fill(self, slot: Slot, room: "Room", day: date) -> None:
        """Let a class be expected, and have come when it is past."""
        employer = next((e for e in self._employers if slot.host and e.company is slot.host.company), None)
        for pupil in room.members:
            self._attend(slot, pupil, day, employer)
        if room.group.pupils:
            self._count(slot, room, day, employer)

    def _attend(self, slot: Slot, pupil: Pupil, day: date, employer: Employer | None) -> None:
        came = day <= self._terms.today and self._dice.chance(PRESENT)
        self.made.attendances.append(
            Attendance(
                uuid=self._dice.uuid(),
                slot=slot,
                student=pupil.student,
                expected_since=slot.starts_at - timedelta(days=14),
                checked_in_at=slot.starts_at if came else None,
            )
        )
        if came:
            key = self._keys.on(pupil.student, day)
            self.made.encounters.append(
                self._encounter(slot, day, employer, person_key=key, **self._whom(pupil, day))
            )

    def _whom(self, pupil: Pupil, day: date) -> dict[str, object]:
        group = _group(pupil.klass, school_year_of(day), self._terms)
        return {"student": pupil.student, "group": group, **_copies(pupil)}

    def _count(self, slot: Slot, room: "Room", day: date, employer: Employer | None) -> None:
        came = self._dice.randint(1, room.group.pupils) if day <= self._terms.today else None
        self.made.group_attendances.append(
            GroupAttendance(
                uuid=self._dice.uuid(), slot=slot, group=room.group, expected=room.group.pupils, came=came
            )
        )
        if came:
            whom = {"group": room.group, "group_key": room.group.uuid, "people": came}
            whom |= {"school": room.school, "level": room.group.level}
            self.made.encounters.append(self._encounter(slot, day, employer, **whom))

    def _encounter(self, slot: Slot, day: date, employer: Employer | None, **whom: object) -> Encounter:
        place = employer.establishments[0].place if employer else None
        return Encounter(
            uuid=self._dice.uuid(),
            kind=slot.event.kind,
            day=day,
            school_year=school_year_of(day),
            event=slot.event,
            company=employer.company if employer else None,
            work_municipality=place.municipality if place else None,
            **(whom | ({"sector": employer.company.sector} if employer else {})),
        )

    def _event(
        self,
        kind: Kind,
        title: str,
        day: date,
        school: School | None,
        at: Establishment | None,
        moment: Moment | None = None,
    ) -> Event:
        event = Event(
            uuid=self._dice.uuid(),
            kind=kind,
            title=title,
            school=school,
            place=at.place if at else school.place if school else None,
            address=at.address if at else "" if school else self._words["hall"],
            starts_at=_at(day, 9 if school is None else 10),
            ends_at=_at(day, 16 if school is None else 12),
            moment=moment,
            state=State.HELD if day <= self._terms.today else State.PLANNED,
        )
        self.made.events.append(event)
        return event

    def _host(self, event: Event, employer: Employer) -> Host:
        host = Host(
            uuid=self._dice.uuid(),
            event=event,
            company=employer.company,
            establishment=employer.establishments[0],
        )
        self.made.hosts.append(host)
        return host

    def _slot(self, event: Event, employer: Employer | None) -> Slot:
        host = self._host(event, employer) if employer else None
        day = timezone.localdate(event.starts_at)
        hours = timezone.localtime(event.starts_at).hour, timezone.localtime(event.ends_at).hour
        return self._part(event, host, day, *hours)

    def _part(self, event: Event, host: Host | None, day: date, begins: int, ends: int) -> Slot:
        code = "".join(self._dice.choices(CODE_SIGNS, k=CODE_LENGTH))
        slot = Slot(uuid=self._dice.uuid(), event=event, host=host, code=code)
        slot.starts_at, slot.ends_at = _at(day, begins), _at(day, ends)
        self.made.slots.append(slot)
        return slot

    def _lecture(self, employer: Employer) -> Lecture:
        work = self._dice.pick(employer.works)
        return Lecture(
            uuid=self._dice.uuid(),
            company=employer.company,
            establishment=employer.establishments[0],
            kind=Lecture.Kind.GUEST_LECTURE,
            title=self._words["guest_lecture"].format(occupation=work.name),
            sector=employer.company.sector,
            most=30,
        )

    def _day_in(self, year: int) -> date:
        whole = self._terms.whole(year)
        day = self._dice.day(whole.first + timedelta(days=14), whole.last - timedelta(days=14))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _weekday(self, year: int, *, weeks: int) -> date:
        return self._terms.autumn(year).first + timedelta(weeks=weeks, days=3)


@dataclass(frozen=True, slots=True)
class Room:
    """A class in one school year with those who were in it."""

    group: StudentGroup
    members: list[Pupil]

    @property
    def school(self) -> School:
        return self.members[0].klass.school


def give_pupils(classes: Sequence[Class], dice: Dice) -> Iterator[StudentGroup]:
    """Let classes of secondary schools have some pupils without a profile; gives the classes."""
    for klass in classes:
        for group in (klass.before, klass.now):
            if group and klass.school.kind == School.Kind.VO:
                group.pupils = dice.randint(0, WITHOUT_PROFILE)
                yield group


def _group(klass: Class, year: int, terms: Terms) -> StudentGroup | None:
    return klass.now if year == terms.year else klass.before


def _copies(pupil: Pupil) -> dict[str, object]:
    programme = pupil.klass.taught.programme
    return {
        "school": pupil.klass.school,
        "programme": programme,
        "level": pupil.klass.taught.level,
        "sector": programme.sector if programme else None,
        "home_municipality": pupil.home.municipality,
    }


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
