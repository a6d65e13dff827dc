"""The rules of courses and of registering for them, of the API."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Scope, leaves, names, who

PUBLIC, TENANT, EVERY = Relation.PUBLIC, Relation.TENANT, Relation.EVERY
STATE = frozenset({409})
NOT_ALL_OF_IT = frozenset({403, 409})
"""An organisation takes back what it registered, and does not say what came of it where others give it."""

COURSE = leaves(
    "id provider title description level sector online startsOn endsOn hours seats seatsLeft certificate",
    "status updatedAt",
    company=fields.NAMED,
    school=fields.NAMED,
    place=fields.LOCATED,
    skills=leaves("text", skill=fields.NAMED),
)
ROW = leaves(
    "id participant name organisation people attended finished certified registeredOn finishedOn cancelledOn",
    school=fields.NAMED,
    company=fields.NAMED,
)
REGISTRATION = ROW | leaves(course=leaves("id title startsOn endsOn status"))
LEARNING = leaves(
    missing=leaves("id name weight asked"),
    courses=leaves("inReach km", course=COURSE, teaches=leaves("missing taught because")),
)
EDIT = "title description provider level sector place online startsOn endsOn hours seats certificate skills"
REGISTER = who(
    student=PUBLIC,
    employer=(PUBLIC, TENANT),
    coordinator=(PUBLIC, TENANT),
    region_office=(PUBLIC, TENANT),
    platform_admin=EVERY,
)
ORGANISED = reach.RUN_COURSES
OWN = {**ORGANISED, **who(student=Relation.OWN)}
ONE, REGISTERED = {"id": Noun.COURSE}, {"id": Noun.REGISTRATION}

API = [
    Rule(
        "api:course-list",
        "GET",
        reach.COURSES,
        lists=Noun.COURSE,
        scope=Scope.VACANCIES_READ,
        fields=COURSE,
    ),
    Rule("api:course-detail", "GET", reach.COURSES, of=ONE, scope=Scope.VACANCIES_READ, fields=COURSE),
    Rule(
        "api:course-list",
        "POST",
        who(Kind.EMPLOYER, Kind.COORDINATOR, Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.VACANCIES_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        accepts=names(f"{EDIT} company school"),
        fields=COURSE,
    ),
    Rule(
        "api:course-detail",
        "PATCH",
        ORGANISED,
        of=ONE,
        scope=Scope.VACANCIES_WRITE,
        also=STATE,
        problems=frozenset({409, 412, 428}),
        accepts=names(EDIT),
        fields=COURSE,
    ),
    *(
        Rule(
            f"api:course-{verb}",
            "POST",
            ORGANISED,
            of=ONE,
            scope=Scope.VACANCIES_WRITE,
            also=STATE,
            problems=STATE,
            fields=COURSE,
        )
        for verb in ("publish", "cancel")
    ),
    Rule(
        "api:course-registrations",
        "GET",
        ORGANISED,
        of=ONE,
        scope=Scope.APPLICATIONS_READ,
        fields=leaves(rows=ROW),
    ),
    Rule(
        "api:course-registrations",
        "POST",
        REGISTER,
        of=ONE,
        scope=Scope.APPLICATIONS_WRITE,
        answers=201,
        also=NOT_ALL_OF_IT,
        problems=STATE,
        accepts=names("participant people company school organisation"),
        fields=REGISTRATION,
    ),
    Rule(
        "api:registration-list",
        "GET",
        reach.REGISTRATIONS,
        lists=Noun.REGISTRATION,
        scope=Scope.APPLICATIONS_READ,
        fields=REGISTRATION,
    ),
    Rule(
        "api:registration-withdraw",
        "POST",
        OWN,
        of=REGISTERED,
        scope=Scope.APPLICATIONS_WRITE,
        also=STATE,
        problems=STATE,
        fields=REGISTRATION,
    ),
    Rule(
        "api:registration-finish",
        "POST",
        ORGANISED,
        of=REGISTERED,
        scope=Scope.APPLICATIONS_WRITE,
        also=NOT_ALL_OF_IT,
        problems=STATE,
        accepts=names("attended finished certified"),
        fields=REGISTRATION,
    ),
    Rule(
        "api:student-courses",
        "GET",
        reach.STUDENTS,
        of={"id": Noun.STUDENT},
        scope=Scope.STUDENTS_READ,
        fields=LEARNING,
    ),
]
