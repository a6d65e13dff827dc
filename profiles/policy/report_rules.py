"""The rules of reports and of taking vacancies down, of the API and of the pages; no token enters."""

from profiles.policy import fields, reach
from profiles.policy.pages import OFFICE, SIGNED_IN, form, page
from profiles.policy.rules import Noun, Relation, Rule, names, who

PUBLIC, EVERY = Relation.PUBLIC, Relation.EVERY
PARTAKERS = who(student=PUBLIC, guardian=PUBLIC, coordinator=PUBLIC, employer=PUBLIC)
SIDES = who(
    student=Relation.OWN,
    guardian=Relation.WARD,
    coordinator=Relation.TENANT,
    verified_employer=Relation.TENANT,
)
OFFICES = who(region_office=EVERY, platform_admin=EVERY)
STATE = frozenset({409})
OWN_COMPANY = frozenset({403})
"""Nobody reports the company for which one works."""

SAID = "reason text"
SUBJECTS = (
    ("company", Noun.COMPANY, PARTAKERS, SAID),
    ("vacancy", Noun.VACANCY, PARTAKERS, SAID),
    ("application", Noun.APPLICATION, SIDES, f"{SAID} message"),
)

API = [
    *(
        Rule(
            f"api:{name}-reports",
            "POST",
            enters,
            of={"id": noun},
            answers=201,
            also=OWN_COMPANY | {200},
            accepts=names(accepts),
            fields=fields.OWN_REPORT,
        )
        for name, noun, enters, accepts in SUBJECTS
    ),
    Rule("api:report-list", "GET", reach.REPORTED, lists=Noun.REPORT, fields=fields.REPORTS),
    Rule("api:report-detail", "GET", reach.REPORTED, of={"id": Noun.REPORT}, fields=fields.REPORTS),
    *(
        Rule(
            f"api:report-{verb}",
            "POST",
            reach.HANDLED,
            of={"id": Noun.REPORT},
            also=STATE,
            problems=STATE,
            accepts=names(accepts),
            fields=fields.REPORTS,
        )
        for verb, accepts in (("take-up", ""), ("close", "outcome note"))
    ),
    *(
        Rule(
            f"api:vacancy-{verb}",
            "POST",
            OFFICES,
            of={"id": Noun.VACANCY},
            accepts=names(accepts),
            fields=fields.VACANCY,
        )
        for verb, accepts in (("take-down", "because"), ("allow", ""))
    ),
]

PAGES = [
    *(
        rule
        for name, noun, enters, accepts in SUBJECTS
        for rule in (
            page(f"report-{name}", enters, also={404}, **{name: noun}),
            form(f"report-{name}", enters, accepts, also={200, 403}, **{name: noun}),
        )
    ),
    page("my-reports", SIGNED_IN),
    page("reports", OFFICE),
    page("report", reach.HANDLED, report=Noun.REPORT),
    form("take-up-report", reach.HANDLED, report=Noun.REPORT),
    form("close-report", reach.HANDLED, "outcome note", also={200}, report=Noun.REPORT),
    page("take-down-vacancy", OFFICES, vacancy=Noun.VACANCY),
    form("take-down-vacancy", OFFICES, "because", also={200}, vacancy=Noun.VACANCY),
    form("allow-vacancy", OFFICES, vacancy=Noun.VACANCY),
]
