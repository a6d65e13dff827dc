"""The rules of events: who plans, comes, checks in, and reads who comes."""

from profiles.policy import fields, reach
from profiles.policy.kinds import Kind
from profiles.policy.pages import form, page
from profiles.policy.rules import Noun, Relation, Rule, Scope, Who, names, who

OWN, TENANT, PUBLIC, EVERY = Relation.OWN, Relation.TENANT, Relation.PUBLIC, Relation.EVERY
STATE = frozenset({409})
EDITS = frozenset({409, 412, 428})
EVENT, SLOT = {"id": Noun.EVENT}, {"id": Noun.SLOT}
ORGANISERS = who(coordinator=TENANT, region_office=TENANT, platform_admin=EVERY)
RUNNING = {**ORGANISERS, **who(verified_employer=TENANT)}
"""Who organises an event, and its hosts."""

READING = {**RUNNING, **who(coordinator=(TENANT, PUBLIC))}
"""A school reads who of its own comes to an event of the region, too."""

COMING = who(student=(OWN, PUBLIC), coordinator=(TENANT, PUBLIC), platform_admin=EVERY)
SCHOOLS = who(coordinator=(TENANT, PUBLIC), platform_admin=EVERY)
SAID = "title startsAt endsAt place address description"


def act(action: str, enters: Who, accepts: str = "", *, answers: int = 200) -> Rule:
    """Describe what an organiser does with an event."""
    return Rule(
        f"api:event-{action}",
        "POST",
        enters,
        of=EVENT,
        scope=Scope.EVENTS_WRITE,
        answers=answers,
        also=STATE,
        problems=STATE,
        accepts=names(accepts),
        fields=fields.EVENT,
    )


def read(action: str, enters: Who, leaves: frozenset[str], scope: Scope = Scope.EVENTS_READ) -> Rule:
    """Describe what is read about one event."""
    return Rule(f"api:event-{action}", "GET", enters, of=EVENT, scope=scope, fields=leaves)


def taken_back(route: str, enters: Who, **of: Noun) -> Rule:
    """Describe what is taken back, where it is there at all."""
    return Rule(
        f"api:{route}",
        "DELETE",
        enters,
        of=of,
        scope=Scope.EVENTS_WRITE,
        answers=204,
        also=STATE | {404},
        problems=STATE,
    )


API = [
    Rule(
        "api:event-list",
        "GET",
        reach.EVENTS,
        lists=Noun.EVENT,
        scope=Scope.EVENTS_READ,
        fields=fields.EVENT,
    ),
    read("detail", reach.EVENTS, fields.EVENT),
    Rule(
        "api:event-list",
        "POST",
        ORGANISERS,
        scope=Scope.EVENTS_WRITE,
        answers=201,
        also=frozenset({403}),
        problems=STATE,
        accepts=names(f"{SAID} kind school hosts slots"),
        fields=fields.EVENT,
    ),
    Rule(
        "api:event-detail",
        "PATCH",
        ORGANISERS,
        of=EVENT,
        scope=Scope.EVENTS_WRITE,
        also=EDITS,
        problems=EDITS,
        accepts=names(SAID),
        fields=fields.EVENT,
    ),
    act("cancel", ORGANISERS),
    act("hosts", ORGANISERS, "company establishment stand slots", answers=201),
    act("slots", ORGANISERS, "company startsAt endsAt seats", answers=201),
    taken_back("event-host", ORGANISERS, id=Noun.EVENT, company=Noun.COMPANY),
    read("codes", RUNNING, fields.CODES),
    read("roster", READING, fields.ROSTER, Scope.STUDENTS_READ),
    read("calendar", reach.EVENTS, frozenset()),
    Rule(
        "api:slot-attendances",
        "POST",
        COMING,
        of=SLOT,
        scope=Scope.EVENTS_WRITE,
        answers=201,
        also=STATE,
        problems=STATE,
        accepts=names("student group people"),
        fields=fields.SLOT,
    ),
    taken_back("slot-student", COMING, id=Noun.SLOT, student=Noun.STUDENT),
    taken_back("slot-class", SCHOOLS, id=Noun.SLOT, group=Noun.CLASS),
    Rule(
        "api:slot-check-ins",
        "POST",
        SCHOOLS,
        of=SLOT,
        scope=Scope.EVENTS_WRITE,
        also=STATE,
        problems=STATE,
        accepts=names("students there group came"),
        fields=fields.PRESENCE,
    ),
    Rule(
        "api:check-ins",
        "POST",
        who(student=OWN),
        scope=Scope.EVENTS_WRITE,
        problems=STATE,
        accepts=names("code"),
        fields=fields.CHECKED_IN,
    ),
    Rule(
        "api:class-detail",
        "PATCH",
        reach.CLASSES,
        of={"id": Noun.CLASS},
        scope=Scope.STUDENTS_WRITE,
        problems=STATE,
        accepts=names("pupils"),
        fields=fields.CLASS,
    ),
]

GOING = who(student=(OWN, PUBLIC))
CODE = {"code": Noun.CHECK_IN_CODE}

PAGES = [
    page("events", who(Kind.PERSON)),
    page("event", reach.EVENTS, event=Noun.EVENT),
    page("event-calendar", reach.EVENTS, event=Noun.EVENT),
    page("event-codes", RUNNING, event=Noun.EVENT),
    page("event-roster", READING, event=Noun.EVENT),
    form("come", GOING, slot=Noun.SLOT),
    form("stay-away", GOING, slot=Noun.SLOT),
    form("bring-class", SCHOOLS, "group people", slot=Noun.SLOT),
    form("mark-there", SCHOOLS, "student group came everybody", slot=Noun.SLOT),
    page("check-in", who(Kind.STUDENT)),
    form("check-in", who(Kind.STUDENT), "code", also={200}),
    page("check-in-by-code", GOING, **CODE),
    form("check-in-by-code", GOING, **CODE),
]
