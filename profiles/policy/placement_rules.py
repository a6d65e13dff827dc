"""The rules of placements and their agreements, of the API and of the pages."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Relation, Rule, Scope, Who, names, who

OWN, WARD, TENANT, EVERY = Relation.OWN, Relation.WARD, Relation.TENANT, Relation.EVERY
STATE = frozenset({409})
EDITS = frozenset({409, 412, 428})
PLACEMENT = {"id": Noun.PLACEMENT}
BOTH = who(coordinator=TENANT, verified_employer=TENANT, platform_admin=EVERY)
PARTIES = who(student=OWN, coordinator=TENANT, verified_employer=TENANT, platform_admin=EVERY)
SIDES = who(student=OWN, verified_employer=TENANT)
TERMS = (
    "start end hoursPerWeek schoolHoursPerWeek weekdays dayFrom dayUntil breakMinutes supervisorName"
    " supervisorEmail schoolSupervisor"
)


def read(action: str, leaves: frozenset[str]) -> Rule:
    """Describe what is read about one placement; there need not be any paper yet."""
    paper = frozenset({404}) if action.startswith("agreement") else frozenset()
    return Rule(
        f"api:placement-{action}",
        "GET",
        reach.PLACEMENTS,
        of=PLACEMENT,
        scope=Scope.PLACEMENTS_READ,
        also=paper,
        fields=leaves,
    )


def act(
    action: str,
    enters: Who,
    accepts: str = "",
    *,
    answers: int = 200,
    leaves: frozenset[str] = fields.PLACEMENT_DETAILS,
    refused: frozenset[int] = STATE,
    method: str = "POST",
) -> Rule:
    """Describe what is done with one placement; who may do some of it is refused the rest (403)."""
    return Rule(
        f"api:placement-{action}",
        method,
        enters,
        of=PLACEMENT,
        scope=Scope.PLACEMENTS_WRITE,
        answers=answers,
        also=frozenset({403}) | refused,
        problems=refused,
        accepts=names(accepts),
        fields=leaves,
    )


API = [
    Rule(
        "api:placement-list",
        "GET",
        reach.PLACEMENTS,
        lists=Noun.PLACEMENT,
        scope=Scope.PLACEMENTS_READ,
        fields=fields.PLACEMENT,
    ),
    read("detail", fields.PLACEMENT_DETAILS),
    read("agreement", fields.AGREEMENT),
    read("agreement-pdf", frozenset()),
    act("detail", BOTH, TERMS, method="PATCH", refused=EDITS),
    act("amend", BOTH, TERMS, refused=EDITS),
    act("agreement", BOTH, "guardians", answers=201, leaves=fields.AGREEMENT),
    act("signatures", reach.PLACEMENTS, "party name signedOn", answers=201),
    act("start", BOTH),
    act("cancel", PARTIES, "reason"),
    act("break-off", PARTIES, "reason day"),
    act("finish", BOTH),
    act("evaluation", SIDES, "score again prepared", answers=201),
]

FORMS = {
    "fill-in-placement": (
        BOTH,
        "start end hours_per_week school_hours_per_week weekdays day_from day_until break_minutes"
        " supervisor_name supervisor_email school_supervisor",
    ),
    "end-placement": (PARTIES, "reason day"),
    "evaluate-placement": (SIDES, "score again prepared"),
}
PAGE = {"placement": Noun.PLACEMENT}
CAME_BACK, LED_ON = frozenset({200}), frozenset({302})

PAGES = [
    Rule("placements", "GET", who(Kind.STUDENT, Kind.EMPLOYER, Kind.COORDINATOR, Kind.GUARDIAN)),
    Rule("placement", "GET", reach.PLACEMENTS, of=PAGE),
    Rule("placement-paper", "GET", reach.PLACEMENTS, of=PAGE, also=frozenset({404})),
    Rule(
        "draw-up-agreement",
        "POST",
        BOTH,
        of=PAGE,
        answers=302,
        accepts=names("guardians"),
    ),
    Rule(
        "sign-agreement",
        "POST",
        reach.PLACEMENTS,
        of=PAGE,
        answers=302,
        also=frozenset({403}),
        accepts=names("party name signed_on"),
    ),
    Rule("start-placement", "POST", BOTH, of=PAGE, answers=302),
    Rule("finish-placement", "POST", BOTH, of=PAGE, answers=302),
    *(Rule(name, "GET", enters, of=PAGE, also=LED_ON) for name, (enters, _accepts) in FORMS.items()),
    *(
        Rule(name, "POST", enters, of=PAGE, answers=302, also=CAME_BACK, accepts=names(accepts))
        for name, (enters, accepts) in FORMS.items()
    ),
]
