"""The actors of the matrix, and the things that they ask for: each says whose it is, written out by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.test import Client

from profiles import sharing
from profiles.models import ApiToken, Company, Membership, School, Student, User
from profiles.policy import Kind, Noun
from profiles.tokens import make_token
from tests import world as make
from tests.identity import PROVIDER
from tests.passkeys import OPTIONS, Device
from tests.policy.applicants import add_applications
from tests.policy.counted import add_counts
from tests.policy.joiners import add_joining
from tests.policy.lectured import add_lectures
from tests.policy.placed import add_placements
from tests.policy.reported import add_reports
from tests.policy.staged import add_events
from tests.policy.taught import add_courses
from tests.policy.thing import Thing, erased, gone, thing
from tests.sessions import prove_second_factor
from vacancies.models import Vacancy

EMPLOYER = frozenset({Kind.PERSON, Kind.EMPLOYER, Kind.VERIFIED_EMPLOYER})
SCHOOL = frozenset({Kind.PERSON, Kind.COORDINATOR})
STUDENT = frozenset({Kind.PERSON, Kind.STUDENT})
READS = ("candidates:read", "reference:read", "vacancies:read")
IMPORTS = ("students:read", "students:write")

# Who asks, as what. The kinds are the promise; that the product finds the same ones is what is tested.
KINDS: dict[str, frozenset[Kind]] = {
    "anonymous": frozenset(),
    "adult student, visible": STUDENT,
    "adult student, hidden": STUDENT,
    "minor without consent": STUDENT,
    "minor with consent": STUDENT,
    "guardian of own child": frozenset({Kind.PERSON, Kind.GUARDIAN}),
    "guardian of another child": frozenset({Kind.PERSON, Kind.GUARDIAN}),
    "member of company A": EMPLOYER,
    "admin of company A": EMPLOYER | {Kind.COMPANY_ADMIN},
    "member of company B": EMPLOYER,
    "admin of an unverified company": frozenset({Kind.PERSON, Kind.EMPLOYER, Kind.COMPANY_ADMIN}),
    "coordinator of school 1": SCHOOL,
    "coordinator of school 2": SCHOOL,
    "region office": frozenset({Kind.PERSON, Kind.REGION_OFFICE}),
    "platform admin": frozenset({Kind.PERSON, Kind.PLATFORM_ADMIN}),
    "platform admin, stale factor": frozenset({Kind.PERSON}),
    "token read (company A)": EMPLOYER,
    "token import (school 1)": SCHOOL,
    "suspended user": frozenset(),
}
SCOPES = {"token read (company A)": READS, "token import (school 1)": IMPORTS}
ACTORS = tuple(KINDS)
NOBODY = frozenset(actor for actor, kinds in KINDS.items() if not kinds)
TOKENS = frozenset(SCOPES)
WAITING = frozenset({"platform admin, stale factor"})

OF_A = frozenset({"member of company A", "admin of company A", "token read (company A)"})
OF_B = frozenset({"member of company B"})
OF_UNVERIFIED = frozenset({"admin of an unverified company"})
OF_SCHOOL_1 = frozenset({"coordinator of school 1", "token import (school 1)"})
OF_SCHOOL_2 = frozenset({"coordinator of school 2"})


@dataclass
class Cast:
    """Everybody signed in, and everything there is to ask for, by noun and name."""

    world: make.World
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    things: dict[Noun, dict[str, Thing]] = field(default_factory=dict)

    def sign_in(self, actor: str, user: User, *, factor: timedelta | None = None) -> User:
        """Let an actor ask as this user from now on, with a second factor proved so long ago."""
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        if factor is not None:
            prove_second_factor(client, user, ago=factor)
        self.clients[actor], self.users[actor] = client, user
        return user

    def give_token(self, actor: str, user: User, scopes: Iterable[str]) -> None:
        """Let an actor ask with a token of this user."""
        secret = make_token(user, name=actor, days=1, membership=user.current_memberships[0], scopes=scopes)
        headers = {"accept-language": "en", "authorization": f"Bearer {secret}"}
        self.clients[actor], self.users[actor] = Client(headers=headers), user


def make_cast() -> Cast:
    """Make the world of the matrix around the tests' own world."""
    cast = Cast(make.make_world())
    cast.clients["anonymous"] = Client(headers={"accept-language": "en"})
    _add_organisations(cast)
    _add_students(cast)
    _add_offers(cast)
    add_applications(cast.users, cast.things)
    add_placements(cast.world, cast.users, cast.things)
    _add_lists(cast)
    _add_tokens(cast)
    ApiToken.objects.update(last_used_on=make.TODAY)
    _add_passkeys(cast)
    add_joining(cast.users, cast.things)
    add_reports(cast.users, cast.things)
    add_courses(cast.world, cast.users, cast.things)
    add_events(cast.things)
    add_lectures(cast.world, cast.users, cast.things)
    add_counts(cast.things)
    return cast


def _add_organisations(cast: Cast) -> None:
    world, now = cast.world, timedelta()
    other, unverified = make.make_company("Peelland Zorg"), make.make_company("Nieuw Bedrijf")
    Company.objects.filter(pk=unverified.pk).update(verified_at=None)
    elders = make.make_school("Elders College")
    roles = Membership.Role
    member = make.make_user("member@a.test", role=roles.COMPANY_MEMBER, company=world.company)
    cast.sign_in("member of company A", member)
    cast.sign_in("admin of company A", world.bram, factor=now)
    cast.sign_in(
        "member of company B", make.make_user("member@b.test", role=roles.COMPANY_MEMBER, company=other)
    )
    newcomer = make.make_user("new@c.test", role=roles.COMPANY_ADMIN, company=unverified)
    cast.sign_in("admin of an unverified company", newcomer, factor=now)
    cast.sign_in("coordinator of school 1", world.coordinator, factor=now)
    second = make.make_user("coordinator@elders.test", role=roles.SCHOOL_COORDINATOR, school=elders)
    cast.sign_in("coordinator of school 2", second, factor=now)
    cast.sign_in("region office", world.region_officer, factor=now)
    cast.sign_in("platform admin", world.admin, factor=now)
    cast.sign_in("platform admin, stale factor", world.admin, factor=timedelta(days=1))
    cast.give_token("token read (company A)", member, READS)
    cast.give_token("token import (school 1)", world.coordinator, IMPORTS)
    suspended = make.make_user("suspended@gilde.test", role=roles.SCHOOL_COORDINATOR, school=world.gilde)
    cast.sign_in("suspended user", suspended, factor=now)
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    cast.things[Noun.COMPANY] = {
        "company A": thing(world.company, tenant=OF_A, is_public=True),
        "company B": thing(other, tenant=OF_B, is_public=True, is_vacant=True),
        "unverified company": thing(unverified, tenant=OF_UNVERIFIED),
        "company without anybody": thing(make.make_company("Zonder Team"), is_public=True, is_vacant=True),
        "erased company": erased(make.make_company("Voorbij BV")),
        "missing company": gone(),
    }
    cast.things[Noun.SCHOOL] = {
        "school 1": thing(world.gilde, tenant=OF_SCHOOL_1, is_public=True),
        "school 2": thing(elders, tenant=OF_SCHOOL_2, is_public=True),
        "school without anybody": thing(make.make_school("Leeg College"), is_public=True, is_vacant=True),
        "missing school": gone(),
    }
    cast.things[Noun.CLASS] = {
        "class of school 1": thing(world.group, tenant=OF_SCHOOL_1),
        "class of school 2": thing(make.make_group(elders, "E1A", world.programme), tenant=OF_SCHOOL_2),
        "missing class": gone(),
    }


def _add_students(cast: Cast) -> None:
    group = cast.world.group
    elsewhere = School.objects.get(slug="elders-college").groups.get()
    visible = cast.world.sanne
    cast.sign_in("adult student, visible", visible.user)
    sharing.choose_visibility(visible, Student.Visibility.NAMED, by=visible.user)
    sharing.name_to(visible, cast.world.company, by=visible.user)
    hidden = _student(cast, "adult student, hidden", "hidden@leerling.test", group)
    without = _student(cast, "minor without consent", "without@leerling.test", group, date(2011, 5, 17))
    minor = _student(cast, "minor with consent", "with@leerling.test", group, date(2011, 5, 17))
    cast.sign_in("guardian of own child", make.make_guardian(minor).user)
    other = make.make_student(elsewhere, first_name="Iris", birth_date=date(2011, 5, 17))
    cast.sign_in("guardian of another child", make.make_guardian(other, "another@home.test").user)
    _add_guardians(cast, without, minor, other)
    withdrawn = make.make_student(group, user=make.make_user("withdrawn@leerling.test"))
    sharing.choose_visibility(withdrawn, Student.Visibility.NAMED, by=withdrawn.user)
    sharing.name_to(withdrawn, cast.world.company, by=withdrawn.user)
    sharing.withdraw_name(withdrawn, cast.world.company, by=withdrawn.user)
    left = make.make_student(group)
    left.enrolments.update(ended_on=make.TODAY)
    cast.things[Noun.STUDENT] = {
        "visible student": thing(visible, own={"adult student, visible"}, tenant=OF_SCHOOL_1, consented=OF_A),
        "hidden student": thing(hidden, own={"adult student, hidden"}, tenant=OF_SCHOOL_1),
        "minor without consent": thing(without, own={"minor without consent"}, tenant=OF_SCHOOL_1),
        "minor with consent": thing(
            minor, own={"minor with consent"}, ward={"guardian of own child"}, tenant=OF_SCHOOL_1
        ),
        "child at school 2": thing(other, ward={"guardian of another child"}, tenant=OF_SCHOOL_2),
        "student who withdrew": thing(withdrawn, tenant=OF_SCHOOL_1),
        "student who left": thing(left),
        "erased student": erased(make.make_student(group)),
        "missing student": gone(),
    }


def _add_guardians(cast: Cast, without: Student, minor: Student, other: Student) -> None:
    waiting = make.make_guardian(without, "waiting@home.test", confirmed=False)
    asked = make.make_guardian_link(without, "asked@home.test", "open-link")
    make.make_guardian_link(minor, "late@home.test", "old-link", timedelta(days=-1))
    cast.things[Noun.GUARDIANSHIP] = {
        "guardian who waits for school 1": thing(waiting, own={"minor without consent"}, tenant=OF_SCHOOL_1),
        "guardian who was asked": thing(asked, own={"minor without consent"}, tenant=OF_SCHOOL_1),
        "guardian at school 1": thing(
            minor.guardianships.confirmed().get(),
            own={"minor with consent", "guardian of own child"},
            tenant=OF_SCHOOL_1,
        ),
        "guardian at school 2": thing(
            other.guardianships.get(), own={"guardian of another child"}, tenant=OF_SCHOOL_2
        ),
        "missing guardian": gone(),
    }
    cast.things[Noun.LINK] = {
        "open link": Thing("open-link", is_public=True),
        "old link": Thing("old-link", is_there=False),
        "missing link": Thing("another-link", is_there=False),
    }


def _add_offers(cast: Cast) -> None:
    a = cast.world.establishment
    b = make.make_establishment(Company.objects.get(slug="peelland-zorg"))
    c = make.make_establishment(Company.objects.get(slug="nieuw-bedrijf"))
    draft, closed = Vacancy.Status.DRAFT, Vacancy.Status.CLOSED
    over = {"start": make.TODAY - timedelta(days=9), "end": make.TODAY - timedelta(days=1)}
    cast.things[Noun.VACANCY] = {
        "vacancy of A": thing(cast.world.vacancy, tenant=OF_A, is_public=True),
        "draft of A": thing(make.make_vacancy(a, status=draft), tenant=OF_A),
        "closed vacancy of A": thing(make.make_vacancy(a, status=closed), tenant=OF_A),
        "expired vacancy of A": thing(make.make_vacancy(a, **over), tenant=OF_A),
        "vacancy of B": thing(make.make_vacancy(b), tenant=OF_B, is_public=True),
        "draft of B": thing(make.make_vacancy(b, status=draft), tenant=OF_B),
        "vacancy of an unverified company": thing(make.make_vacancy(c), tenant=OF_UNVERIFIED),
        "erased vacancy": erased(make.make_vacancy(a)),
        "missing vacancy": gone(),
    }


def _add_lists(cast: Cast) -> None:
    for noun, row in (
        (Noun.SKILL, make.make_skill("lassen")),
        (Noun.PROGRAMME, cast.world.programme),
        (Noun.PLACE, make.make_place("6041")),
    ):
        cast.things[noun] = {f"a {noun}": thing(row), f"missing {noun}": gone()}


def _add_tokens(cast: Cast) -> None:
    of_company, of_school = (
        ApiToken.objects.get(scopes=list(READS)),
        ApiToken.objects.get(scopes=list(IMPORTS)),
    )
    cast.things[Noun.KEY] = {
        "token of company A": thing(of_company, own={"member of company A"}, tenant={"admin of company A"}),
        "token of school 1": thing(of_school, own={"coordinator of school 1"}, tenant=OF_SCHOOL_1),
        "missing token": gone(),
    }


def _add_passkeys(cast: Cast) -> None:
    owned = {}
    for actor in ("admin of company A", "adult student, visible"):
        passkey = Authenticator.objects.create(
            user=cast.users[actor],
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "key", "credential": Device().make(OPTIONS)},
        )
        owned[f"passkey of {actor}"] = Thing(str(passkey.pk), own=frozenset({actor}))
    cast.things[Noun.IDENTITY_PROVIDER] = {
        "sign-in of school 1": Thing(PROVIDER["provider_id"], is_public=True),
        "missing school": Thing("nowhere", is_there=False),
    }
    cast.things[Noun.PASSKEY] = owned | {"missing passkey": Thing("999999999", is_there=False)}


def _student(cast: Cast, actor: str, email: str, group: object, born: date = date(2008, 5, 17)) -> Student:
    user = cast.sign_in(actor, make.make_user(email))
    return make.make_student(group, user=user, first_name=actor.split()[0].title(), birth_date=born)
