"""The rules of lectures that companies offer and schools book, of the API."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Scope, leaves, names, who

TENANT, PUBLIC, EVERY = Relation.TENANT, Relation.PUBLIC, Relation.EVERY
STATE = frozenset({409})
OFFERED_BY = who(employer=TENANT, platform_admin=EVERY)
BOOKED_BY = who(coordinator=PUBLIC, platform_admin=EVERY)

MOMENT = leaves("id startsAt endsAt booked")
LECTURE = leaves(
    "id kind title description sector levelMin levelMax most withdrawnAt updatedAt",
    company=fields.NAMED,
    establishment=fields.NAMED,
    place=fields.LOCATED,
    moments=MOMENT,
)
BOOKING = leaves(
    "id kind title state address startsAt endsAt seats expected came",
    school=fields.NAMED,
    company=fields.NAMED,
    lecture=leaves("id title"),
    place=fields.LOCATED,
)
EDIT = "kind title description establishment sector levelMin levelMax most"
LECTURE_ID, MOMENT_ID, BOOKING_ID = {"id": Noun.LECTURE}, {"id": Noun.MOMENT}, {"id": Noun.BOOKING}

API = [
    Rule(
        "api:lecture-list",
        "GET",
        reach.LECTURES,
        lists=Noun.LECTURE,
        scope=Scope.VACANCIES_READ,
        fields=LECTURE,
    ),
    Rule(
        "api:lecture-detail",
        "GET",
        reach.LECTURES,
        of=LECTURE_ID,
        scope=Scope.VACANCIES_READ,
        fields=LECTURE,
    ),
    Rule(
        "api:lecture-list",
        "POST",
        who(Kind.EMPLOYER, Kind.PLATFORM_ADMIN),
        scope=Scope.VACANCIES_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        accepts=names(f"{EDIT} company"),
        fields=LECTURE,
    ),
    Rule(
        "api:lecture-detail",
        "PATCH",
        OFFERED_BY,
        of=LECTURE_ID,
        scope=Scope.VACANCIES_WRITE,
        also=STATE,
        problems=frozenset({409, 412, 428}),
        accepts=names(EDIT),
        fields=LECTURE,
    ),
    Rule(
        "api:lecture-withdraw",
        "POST",
        OFFERED_BY,
        of=LECTURE_ID,
        scope=Scope.VACANCIES_WRITE,
        fields=LECTURE,
    ),
    Rule(
        "api:lecture-moments",
        "POST",
        OFFERED_BY,
        of=LECTURE_ID,
        scope=Scope.VACANCIES_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        accepts=names("startsAt endsAt"),
        fields=MOMENT,
    ),
    Rule(
        "api:moment-detail",
        "DELETE",
        OFFERED_BY,
        of=MOMENT_ID,
        scope=Scope.VACANCIES_WRITE,
        answers=204,
        also=STATE,
        problems=STATE,
    ),
    Rule(
        "api:moment-booking",
        "POST",
        BOOKED_BY,
        of=MOMENT_ID,
        scope=Scope.PLACEMENTS_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        accepts=names("classes people place address"),
        fields=BOOKING,
    ),
    *(
        Rule(
            route,
            "POST",
            reach.BOOKINGS,
            of=BOOKING_ID,
            scope=Scope.PLACEMENTS_WRITE,
            also=STATE,
            problems=STATE,
            accepts=names(accepts),
            fields=BOOKING,
        )
        for route, accepts in (
            ("api:booking-cancel", ""),
            ("api:event-held", "classes students"),
            ("api:event-not-held", ""),
        )
    ),
]
