"""Every indicator counted the slow, obvious way: row by row, in Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from monitoring.indicators import Indicator, Scope, Value
from placements.models import Contact, Encounter, Evaluation, Event, Placement
from profiles.models import Company, ProfileView
from reference.models import ShortageOccupation
from vacancies.models import Registration

Keys = Callable[[Any, Scope], list[str]]


def slow_values(indicator: str, scope: Scope, year: int, day: date) -> dict[str, Value]:
    """Count an indicator by key of a scope in a school year until a day."""
    first, last = date(year, 8, 1), min(day, date(year + 1, 7, 31))
    found = SLOW[indicator](scope, year, first, last)
    if scope == Scope.REGION:
        return found or {"": Value(0, 0 if indicator.endswith("_percent") else None)}
    return {key: value for key, value in found.items() if value.count or value.of}


def text(thing: Any, name: str = "uuid") -> str:
    return "unknown" if thing is None else str(getattr(thing, name))


def key_of(row: Any, scope: Scope) -> str:
    """Give the key of a row that copied what is counted by."""
    return {
        Scope.REGION: lambda: "",
        Scope.SCHOOL: lambda: text(row.school),
        Scope.PROGRAMME: lambda: text(row.programme),
        Scope.LEVEL: lambda: row.level or "unknown",
        Scope.MUNICIPALITY: lambda: text(row.home_municipality, "code"),
        Scope.SECTOR: lambda: text(row.sector, "code"),
        Scope.COMPANY: lambda: text(row.company),
        Scope.CLASS: lambda: text(row.group),
    }[scope]()


def distinct(told: Iterable[tuple[str, Any]]) -> dict[str, Value]:
    things = defaultdict(set)
    for key, thing in told:
        things[key].add(thing)
    return {key: Value(len(found)) for key, found in things.items()}


def added(told: Iterable[tuple[str, int]]) -> dict[str, Value]:
    sums: dict[str, int] = defaultdict(int)
    for key, number in told:
        sums[key] += number
    return {key: Value(number) for key, number in sums.items()}


def shared(told: Iterable[tuple[str, bool]]) -> dict[str, Value]:
    answers = defaultdict(list)
    for key, good in told:
        answers[key].append(good)
    return {key: Value(sum(given), len(given)) for key, given in answers.items()}


def met(is_meant: Callable[[Encounter], bool]) -> Callable[..., dict[str, Value]]:
    def count(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
        people: dict[str, set] = defaultdict(set)
        classes: dict[str, dict] = defaultdict(dict)
        for row in Encounter.objects.all():
            if first <= row.day <= last and is_meant(row):
                key = key_of(row, scope)
                if row.person_key:
                    people[key].add(row.person_key)
                else:
                    classes[key][row.group_key] = max(row.people, classes[key].get(row.group_key, 0))
        keys = {*people, *classes}
        return {key: Value(len(people[key]) + sum(classes[key].values())) for key in keys}

    return count


def is_student(row: Any) -> bool:
    return row.school is not None and row.school.kind in ("mbo", "hbo", "wo")


def is_vmbo_pupil(row: Any) -> bool:
    if row.school is None or row.school.kind != "vo":
        return False
    return row.level is None or row.level.startswith("pre_vocational")


def opened(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    rows = ProfileView.objects.all()
    return distinct(
        (key_of(row, scope), row.person_key) for row in rows if first <= row.day <= last and is_student(row)
    )


def started(first: date, last: date) -> list[Placement]:
    return [row for row in Placement.objects.all() if row.started_on and first <= row.started_on <= last]


def placements(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return added((key_of(row, scope), 1) for row in started(first, last))


def stayed(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return added(
        (key_of(row, scope), 1)
        for row in started(first, last)
        if row.kind == "first_job"
        and row.school
        and row.work_municipality
        and row.work_municipality.in_region
    )


def schooled(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    lacking = {
        row.occupation_id
        for row in ShortageOccupation.objects.all()
        if row.from_year <= year <= (row.until_year or 9999)
    }
    told = []
    for row in Placement.objects.all():
        if row.started_on is None or row.kind not in ("apprenticeship", "side_job", "first_job"):
            continue
        full = row.started_on + relativedelta(years=1) - timedelta(days=1)
        certified = row.certified_on is not None and row.certified_on <= last
        lasted = row.ended_on is None or row.ended_on >= full
        if certified and lasted and first <= full <= last and row.occupation_id in lacking:
            told.append((key_of(row, scope), row.person_key))
    return distinct(told)


def registered(first: date, last: date) -> list[Registration]:
    return [
        row
        for row in Registration.objects.all()
        if row.participant == "employee"
        and row.course.status == "open"
        and first <= row.course.starts_on <= last
        and row.registered_on <= last
        and not (row.cancelled_on and row.cancelled_on <= last)
    ]


def course_key(row: Registration, scope: Scope) -> str:
    return {
        Scope.REGION: lambda: "",
        Scope.SCHOOL: lambda: text(row.course.school),
        Scope.LEVEL: lambda: row.course.level or "unknown",
        Scope.MUNICIPALITY: lambda: text(row.course.place and row.course.place.municipality, "code"),
        Scope.SECTOR: lambda: text(row.course.sector, "code"),
        Scope.COMPANY: lambda: text(row.company),
    }[scope]()


def organisations(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    here = {company.name.lower(): company.name.lower() for company in Company.objects.all()}
    told = []
    for row in registered(first, last):
        who = row.company.name if row.company else row.organisation
        told += [(course_key(row, scope), who.lower())] if who else []
        told += [(course_key(row, scope), row.course.company.name.lower())] if row.course.company else []
    return distinct((key, here.get(who, who)) for key, who in told)


def is_known(row: Registration, last: date) -> bool:
    return row.finished_on is not None and row.finished_on <= last


def employees(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return added(
        (course_key(row, scope), row.attended if is_known(row, last) else row.people)
        for row in registered(first, last)
    )


def trained(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return added(
        (course_key(row, scope), row.finished) for row in registered(first, last) if is_known(row, last)
    )


def held(first: date, last: date) -> list[Event]:
    return [
        event
        for event in Event.objects.all()
        if event.state == "held" and first <= timezone.localdate(event.starts_at) <= last
    ]


def companies(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    told = [
        (key_of(row, scope), row.company_id)
        for row in Encounter.objects.all()
        if row.company_id and first <= row.day <= last
    ]
    for row in started(first, last):
        if row.company_id or row.company_name:
            told.append((key_of(row, scope), row.company_id or row.company_name.lower()))
    if scope in (Scope.REGION, Scope.SCHOOL, Scope.MUNICIPALITY, Scope.SECTOR):
        for event in held(first, last):
            told += [(event_key(event, host.company, scope), host.company_id) for host in event.hosts.all()]
    return distinct(told)


def event_key(event: Event, company: Company | None, scope: Scope) -> str:
    return {
        Scope.REGION: lambda: "",
        Scope.SCHOOL: lambda: text(event.school),
        Scope.MUNICIPALITY: lambda: text(event.place and event.place.municipality, "code"),
        Scope.SECTOR: lambda: text(company and company.sector, "code"),
        Scope.COMPANY: lambda: text(company),
    }[scope]()


def lectures(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return distinct(
        (event_key(event, company, scope), event.pk)
        for event in held(first, last)
        if event.kind == "guest_lecture"
        for company in [host.company for host in event.hosts.all()] or [None]
    )


def satisfied(side: str) -> Callable[..., dict[str, Value]]:
    def count(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
        return shared(
            (key_of(row.placement, scope), row.score >= 4)
            for row in Evaluation.objects.all()
            if row.side == side and first <= timezone.localdate(row.given_at) <= last
        )

    return count


def answered(scope: Scope, year: int, first: date, last: date) -> dict[str, Value]:
    return shared(
        (key_of(row, scope), row.outcome == "answered")
        for row in Contact.objects.all()
        if row.outcome in ("answered", "unanswered") and first <= row.decided_on <= last
    )


SLOW: dict[str, Callable[..., dict[str, Value]]] = {
    Indicator.STUDENTS_MET_EMPLOYERS: met(is_student),
    Indicator.VMBO_PUPILS_MET_EMPLOYERS: met(is_vmbo_pupil),
    Indicator.PROFILES_KNOWN_TO_EMPLOYERS: opened,
    Indicator.SCHOOLED_AND_A_YEAR_IN_SHORTAGE_JOB: schooled,
    Indicator.ORGANISATIONS_IN_LIFELONG_LEARNING: organisations,
    Indicator.EMPLOYEES_IN_LIFELONG_LEARNING: employees,
    Indicator.EMPLOYEES_TRAINED: trained,
    Indicator.PLACEMENTS: placements,
    Indicator.STAYED_IN_REGION: stayed,
    Indicator.COMPANIES_TAKING_PART: companies,
    Indicator.GUEST_LECTURES_HELD: lectures,
    Indicator.EMPLOYERS_SATISFIED_PERCENT: satisfied("company"),
    Indicator.STUDENTS_SATISFIED_PERCENT: satisfied("student"),
    Indicator.CONTACTS_ANSWERED_IN_TIME_PERCENT: answered,
}
