"""The rules of the API."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Scope, Who, names, who

EDITS = frozenset({412, 413, 415, 428})


def listed(name: str, noun: Noun, leaves: frozenset[str], scope: Scope, enters: Who) -> Rule:
    """Describe a list."""
    return Rule(f"api:{name}-list", "GET", enters, lists=noun, scope=scope, fields=leaves)


def shown(
    name: str, noun: Noun, leaves: frozenset[str], scope: Scope, enters: Who, action: str = "detail"
) -> Rule:
    """Describe one row, or what is read about one."""
    return Rule(f"api:{name}-{action}", "GET", enters, of={"id": noun}, scope=scope, fields=leaves)


def taken_back(route: str, **of: Noun) -> Rule:
    """Describe what a student or a guardian takes back; nothing is answered."""
    return Rule(f"api:{route}", "DELETE", reach.CONCERNED, of=of, scope=Scope.STUDENTS_WRITE, answers=204)


REFERENCE = [
    rule
    for name, noun, leaves in (
        ("programme", Noun.PROGRAMME, fields.PROGRAMME),
        ("place", Noun.PLACE, fields.PLACE),
        ("school", Noun.SCHOOL, fields.SCHOOL),
    )
    for rule in (
        listed(name, noun, leaves, Scope.REFERENCE_READ, reach.LISTED),
        shown(name, noun, leaves, Scope.REFERENCE_READ, reach.LISTED),
    )
] + [
    listed("skill", Noun.SKILL, fields.SKILL, Scope.REFERENCE_READ, reach.LISTED),
    shown("skill", Noun.SKILL, fields.SKILL_DETAIL, Scope.REFERENCE_READ, reach.LISTED),
    Rule(
        "api:skill-suggest",
        "GET",
        who(Kind.PERSON),
        scope=Scope.REFERENCE_READ,
        fields=frozenset({"results.id", "results.name"}),
    ),
]

STUDENTS = [
    listed("student", Noun.STUDENT, fields.PROFILE, Scope.STUDENTS_READ, reach.STUDENTS),
    shown("student", Noun.STUDENT, fields.PROFILE, Scope.STUDENTS_READ, reach.STUDENTS),
    Rule(
        "api:student-detail",
        "PATCH",
        reach.EDITED,
        of={"id": Noun.STUDENT},
        scope=Scope.STUDENTS_WRITE,
        fields=fields.PROFILE,
        problems=EDITS,
        accepts=names(
            "reachKm travel kinds availableFrom availableUntil hoursMin hoursMax weekdays skills",
        ),
    ),
    shown(
        "student", Noun.STUDENT, fields.VACANCY_MATCHES, Scope.STUDENTS_READ, reach.STUDENTS, action="matches"
    ),
    shown(
        "student", Noun.STUDENT, fields.VISIBILITY, Scope.STUDENTS_READ, reach.CONCERNED, action="visibility"
    ),
    Rule(
        "api:student-visibility",
        "PUT",
        reach.CONCERNED,
        of={"id": Noun.STUDENT},
        scope=Scope.STUDENTS_WRITE,
        fields=fields.VISIBILITY,
        problems=EDITS | {409},
        accepts=names("visibility"),
    ),
    taken_back("student-visibility", id=Noun.STUDENT),
    taken_back("student-name", id=Noun.STUDENT, company=Noun.COMPANY),
    shown("student", Noun.STUDENT, fields.CONSENTS, Scope.STUDENTS_READ, reach.CONCERNED, action="consents"),
    shown("student", Noun.STUDENT, fields.VIEWS, Scope.STUDENTS_READ, reach.CONCERNED, action="views"),
    shown("student", Noun.STUDENT, frozenset(), Scope.STUDENTS_READ, reach.CONCERNED, action="export"),
    Rule(
        "api:student-detail",
        "DELETE",
        reach.STUDENTS,
        of={"id": Noun.STUDENT},
        scope=Scope.STUDENTS_ERASE,
        answers=204,
    ),
    Rule(
        "api:student-claim-link",
        "POST",
        who(coordinator=Relation.TENANT),
        of={"id": Noun.STUDENT},
        scope=Scope.STUDENTS_WRITE,
        answers=202,
        also=frozenset({409}),
        problems=frozenset({409}),
    ),
    listed("class", Noun.CLASS, fields.CLASS, Scope.STUDENTS_READ, reach.CLASSES),
    shown("class", Noun.CLASS, fields.CLASS, Scope.STUDENTS_READ, reach.CLASSES),
]

OFFERS = [
    listed("company", Noun.COMPANY, fields.COMPANY, Scope.VACANCIES_READ, reach.OFFERED),
    shown("company", Noun.COMPANY, fields.COMPANY, Scope.VACANCIES_READ, reach.OFFERED),
    listed("vacancy", Noun.VACANCY, fields.VACANCY, Scope.VACANCIES_READ, reach.OFFERED),
    shown("vacancy", Noun.VACANCY, fields.VACANCY, Scope.VACANCIES_READ, reach.OFFERED),
    shown(
        "vacancy",
        Noun.VACANCY,
        fields.CANDIDATE_MATCHES,
        Scope.STUDENTS_READ,
        who(student=Relation.PUBLIC, coordinator=Relation.PUBLIC, platform_admin=Relation.EVERY),
        action="candidates",
    ),
    *(
        Rule(
            f"api:vacancy-{verb}",
            "POST",
            who(employer=Relation.TENANT, platform_admin=Relation.EVERY),
            of={"id": Noun.VACANCY},
            scope=Scope.VACANCIES_WRITE,
            problems=refused,
            fields=fields.VACANCY,
        )
        for verb, refused in (("publish", frozenset({409})), ("close", frozenset()))
    ),
]

COUNTS = [
    Rule(
        "api:placement-counts",
        "GET",
        who(Kind.COORDINATOR, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
        fields=fields.COUNTS,
    ),
    Rule("api:access-record-list", "GET", who(Kind.PLATFORM_ADMIN), fields=fields.ACCESSES),
    Rule(
        "api:access-record-counts",
        "GET",
        who(Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
        fields=fields.ACCESS_COUNTS,
    ),
]

DOCUMENTS = [
    Rule("api:openapi", "GET", who(Kind.ANYONE), same_for_all=True),
    Rule("api:api-docs", "GET", who(Kind.ANYONE), same_for_all=True),
]

API = [*REFERENCE, *STUDENTS, *OFFERS, *COUNTS, *DOCUMENTS]
