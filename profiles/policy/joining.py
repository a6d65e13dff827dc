"""The rules of the pages by which people join, are let in and leave."""

from collections.abc import Iterable

from profiles.policy import reach
from profiles.policy.kinds import Kind
from profiles.policy.pages import EVERYBODY, OFFICE, SCHOOLS, SIGNED_IN, form, page
from profiles.policy.rules import Noun, Relation, Rule, Who, who

TENANT, EVERY, VACANT = Relation.TENANT, Relation.EVERY, Relation.VACANT
VERIFIERS = who(region_office=EVERY, platform_admin=EVERY)
TAUGHT = who(coordinator=TENANT)
FIRST = who(region_office=VACANT)
OF_COMPANY = who(company_admin=TENANT, platform_admin=EVERY)

COMES_BACK, FOR_ANOTHER, LEADS_ON = 200, 409, 302


def both(name: str, enters: Who, accepts: str, also: Iterable[int] = (), **of: Noun) -> list[Rule]:
    """Describe a page with its form, which comes back when something in it is wrong."""
    return [page(name, enters, also, **of), form(name, enters, accepts, also={COMES_BACK, *also}, **of)]


COMPANY = "company register number court"
STUDENT = "first_name prefix last_name birth_date"
JOINING = [
    page("join", EVERYBODY),
    form("join", EVERYBODY, "starts_as email", answers=200),
    *both(
        "start-joining",
        reach.BY_LINK,
        f"{COMPANY} {STUDENT} name password",
        {FOR_ANOTHER, LEADS_ON},
        code=Noun.STARTING_LINK,
    ),
    *both("join-company", SIGNED_IN, COMPANY),
    *both("join-student", SIGNED_IN, STUDENT),
    *both("invitation", reach.BY_LINK, "name password", {FOR_ANOTHER}, code=Noun.INVITING_LINK),
    *both("claim-code", EVERYBODY, "code"),
    *both(
        "claim",
        reach.BY_LINK,
        "birth_date email password same_person",
        {FOR_ANOTHER},
        code=Noun.CLAIMING_LINK,
    ),
    *both("merge", who(Kind.STUDENT), "student"),
]
TEAM = [
    page("school-team", SCHOOLS | who(region_office=EVERY), school=Noun.SCHOOL),
    form("school-team", SCHOOLS | FIRST, "email role", also={COMES_BACK}, school=Noun.SCHOOL),
    page(
        "company-team", who(employer=TENANT, region_office=EVERY, platform_admin=EVERY), company=Noun.COMPANY
    ),
    form("company-team", OF_COMPANY | FIRST, "email role", also={COMES_BACK}, company=Noun.COMPANY),
    *both("office-team", OFFICE, "email role"),
    form("revoke-invitation", reach.INVITATIONS, invitation=Noun.INVITATION),
    form("end-membership", reach.INVITATIONS | who(person=Relation.OWN), membership=Noun.MEMBERSHIP),
    form("promote", OF_COMPANY, membership=Noun.COLLEAGUE),
    form("answer-request", reach.REQUESTS, "answer", asked=Noun.REQUEST),
    form("close-company", OF_COMPANY, company=Noun.COMPANY),
    form("verify-company", VERIFIERS, company=Noun.COMPANY),
    *both("refuse-company", VERIFIERS, "because", company=Noun.COMPANY),
]
LETTING_IN = [
    *both("claim-links", TAUGHT, "student how", group=Noun.CLASS),
    form("look-after-class", SCHOOLS, "coordinator", group=Noun.CLASS),
    *both("reset-sign-in", TAUGHT, "how", {409}, student=Noun.STUDENT),
]
PAGES = [*JOINING, *TEAM, *LETTING_IN]
