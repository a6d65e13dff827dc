"""The rules of blocks: what each side may block, read and take back, by the API and on the pages."""

from profiles.policy import fields, reach
from profiles.policy.application_rules import OWN_VACANCY, STATE, VACANCY_AND_CARD
from profiles.policy.kinds import Kind
from profiles.policy.rules import Noun, Rule, Scope, names, who

CONCERNED = {**reach.CONCERNED, **OWN_VACANCY}
"""Both sides of an application, a child's guardian included."""
AND_COMPANY = {"student": Noun.STUDENT, "company": Noun.COMPANY}

API = [
    Rule(
        "api:block-list",
        "GET",
        reach.BLOCKS,
        lists=Noun.BLOCK,
        scope=Scope.APPLICATIONS_READ,
        fields=fields.BLOCK,
    ),
    Rule(
        "api:block-detail",
        "DELETE",
        reach.BLOCKS,
        of={"id": Noun.BLOCK},
        scope=Scope.APPLICATIONS_WRITE,
        answers=204,
        also=STATE,
        problems=STATE,
    ),
    Rule(
        "api:student-block",
        "PUT",
        reach.CONCERNED,
        of={"id": Noun.STUDENT, "company": Noun.COMPANY},
        scope=Scope.STUDENTS_WRITE,
        answers=204,
    ),
    Rule(
        "api:vacancy-block",
        "POST",
        OWN_VACANCY,
        of=VACANCY_AND_CARD,
        scope=Scope.APPLICATIONS_WRITE,
        answers=204,
        also=STATE,
        problems=STATE,
        accepts=names("reason"),
    ),
    Rule(
        "api:application-block",
        "POST",
        CONCERNED,
        of={"id": Noun.APPLICATION},
        scope=Scope.APPLICATIONS_WRITE,
        answers=204,
        accepts=names("reason"),
    ),
]

PAGES = [
    Rule("blocks", "GET", who(Kind.VERIFIED_EMPLOYER)),
    Rule("unblock", "POST", reach.BLOCKS, of={"block": Noun.BLOCK}, answers=302),
    Rule("block-company", "GET", reach.CONCERNED, of=AND_COMPANY),
    Rule("block-company", "POST", reach.CONCERNED, of=AND_COMPANY, answers=302),
    *(
        Rule(route, method, OWN_VACANCY, of=of, answers=answers, also=also, accepts=names(accepts))
        for route, of in (
            ("block-candidate", {"vacancy": Noun.VACANCY, "pseudonym": Noun.CARD}),
            ("block-applicant", {"application": Noun.APPLICATION}),
        )
        for method, answers, also, accepts in (
            ("GET", 200, frozenset({302}), ""),
            ("POST", 302, frozenset({200}), "reason"),
        )
    ),
]
