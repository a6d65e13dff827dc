"""The rules of what a school counts of its own students, whom it calls first, and of the skills gap."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Rule, Scope, leaves, who

STAGES = leaves("size noProfile noApplication noPlace agreementPending signed started over")
CLASS_ROW = STAGES | leaves("id name level", programme=leaves("code name"))
RUNG = leaves("step stuck reached")
HEAD = leaves("schoolYear", school=fields.NAMED)
CALL = leaves(
    "stage points nextStep",
    student=fields.NAMED,
    group=fields.NAMED,
    reasons=leaves("code values points text"),
)
GAP = leaves("must should nice wanted students able gap", skill=fields.NAMED)
PAGE = leaves("count next previous")

API = [
    *(
        Rule(
            f"api:school-{name}",
            "GET",
            reach.CLASSES,
            of={"id": Noun.SCHOOL},
            scope=scope,
            fields=shown,
        )
        for name, scope, shown in (
            ("class-table", Scope.COUNTS_READ, HEAD | leaves(total=STAGES, rows=CLASS_ROW)),
            ("funnel", Scope.COUNTS_READ, HEAD | leaves("size", rows=RUNG)),
            (
                "cockpit",
                Scope.COUNTS_READ,
                HEAD
                | leaves(
                    total=STAGES,
                    classes=CLASS_ROW,
                    funnel=RUNG,
                    months=leaves("month placements yearBefore"),
                    indicators=leaves("indicator name value of target asAt"),
                ),
            ),
            ("call-list", Scope.STUDENTS_READ, PAGE | leaves(rows=CALL)),
        )
    ),
    Rule(
        "api:class-call-list",
        "GET",
        reach.CLASSES,
        of={"id": Noun.CLASS},
        scope=Scope.STUDENTS_READ,
        fields=PAGE | leaves(rows=CALL),
    ),
    Rule(
        "api:skills-gap",
        "GET",
        who(Kind.COORDINATOR, Kind.REGION_OFFICE, Kind.PLATFORM_ADMIN),
        scope=Scope.COUNTS_READ,
        fields=PAGE | leaves("exact", rows=GAP),
    ),
]
