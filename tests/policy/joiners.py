"""The things of the matrix by which people join and leave: links, invitations, memberships, requests."""

from collections.abc import Mapping, MutableMapping

from profiles.links import make_link
from profiles.models import Company, Invitation, Membership, MembershipRequest, School, User
from profiles.policy import Noun
from tests import world as make
from tests.policy.thing import Thing, gone, thing

Role = Membership.Role
ADMIN_A, SCHOOL_1 = "admin of company A", "coordinator of school 1"
OF_A = {"member of company A", ADMIN_A}
PLATFORM = {"platform admin", "platform admin, stale factor"}


def add_joining(users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    """Add what the routes by which one joins and leaves can name."""
    a, school = users[ADMIN_A].memberships.get().company, School.objects.get(slug="gilde-opleidingen")
    _add_links(a, school, things)
    _add_invitations(a, school, things)
    _add_memberships(users, things)
    _add_requests(a, things)


def _add_links(a: Company, school: School, things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    group = school.groups.get()
    student = make.make_student(group, first_name="Onbekend", email="claims@new.test", birth_date=None)
    what = {
        Noun.INVITING_LINK: {"email": "invited@new.test", "role": Role.COMPANY_MEMBER, "company": a},
        Noun.CLAIMING_LINK: {"email": student.email, "student": student, "school": school},
        Noun.STARTING_LINK: {"email": "starts@new.test", "starts_as": Invitation.StartsAs.STUDENT},
    }
    codes = {noun: make_link(by=None, **told)[1] for noun, told in what.items()}
    for noun, code in codes.items():
        other = next(each for each in codes if each is not noun)
        things[noun] = {
            "open link": Thing(code, is_public=True),
            "link to something else": Thing(codes[other], is_there=False),
            "link that was never there": Thing("0000-0000-0000-0000", is_there=False),
        }


def _add_invitations(a: Company, school: School, things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    def made(role: str, **of: object) -> Invitation:
        return make_link(by=None, email=f"{role}@new.test", role=role, **of)[0]

    things[Noun.INVITATION] = {
        "invitation to A": thing(made(Role.COMPANY_ADMIN, company=a), tenant={ADMIN_A}),
        "invitation to school 1": thing(made(Role.SCHOOL_COORDINATOR, school=school), tenant={SCHOOL_1}),
        "invitation to the office": thing(made(Role.REGION_OFFICE), tenant={"region office"}),
        "missing invitation": gone(),
    }


def _add_memberships(users: Mapping[str, User], things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    def held(actor: str) -> Membership:
        return users[actor].memberships.get()

    things[Noun.COLLEAGUE] = {
        "member of A": thing(held("member of company A"), tenant=OF_A),
        "member of B": thing(held("member of company B"), tenant={"member of company B"}),
        "missing membership": gone(),
    }
    things[Noun.MEMBERSHIP] = {
        "admin of A": thing(held(ADMIN_A), own={ADMIN_A}, tenant=OF_A),
        "member of A": thing(held("member of company A"), own={"member of company A"}, tenant=OF_A),
        "coordinator": thing(held(SCHOOL_1), own={SCHOOL_1}, tenant={SCHOOL_1}),
        "officer": thing(held("region office"), own={"region office"}, tenant={"region office"}),
        "platform admin": thing(held("platform admin"), own=PLATFORM),
        "missing membership": gone(),
    }


def _add_requests(a: Company, things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    asker = make.make_user("asker@new.test")
    unverified = Company.objects.get(slug="nieuw-bedrijf")
    to_a, to_unverified = (
        MembershipRequest.objects.create(user=asker, company=company) for company in (a, unverified)
    )
    things[Noun.REQUEST] = {
        "request to A": thing(to_a, tenant={ADMIN_A}),
        "request to an unverified company": thing(to_unverified, tenant={"region office"}),
        "missing request": gone(),
    }
