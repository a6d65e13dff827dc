"""Who invites whom, and what becomes of an invitation."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from profiles.inviting import invite, revoke
from profiles.limiting import TooOften
from profiles.links import find_link
from profiles.models import Invitation, Membership, School
from tests.letters import code_in
from tests.world import make_company, make_school, make_user

Role = Membership.Role
COORDINATOR, MEMBER, ADMIN = Role.SCHOOL_COORDINATOR, Role.COMPANY_MEMBER, Role.COMPANY_ADMIN
OFFICE, PLATFORM = Role.REGION_OFFICE, Role.PLATFORM_ADMIN

# who, the role, where, and whether that is allowed
CASES = [
    ("coordinator", COORDINATOR, "gilde", True),
    ("coordinator", COORDINATOR, "elders", False),
    ("coordinator", MEMBER, "company", False),
    ("coordinator", OFFICE, "", False),
    ("bram", MEMBER, "company", True),
    ("bram", ADMIN, "company", True),
    ("bram", MEMBER, "other", False),
    ("bram", COORDINATOR, "gilde", False),
    ("bram", PLATFORM, "", False),
    ("member", MEMBER, "company", False),
    ("region_officer", OFFICE, "", True),
    ("region_officer", PLATFORM, "", False),
    ("region_officer", COORDINATOR, "gilde", False),
    ("region_officer", COORDINATOR, "elders", True),
    ("region_officer", ADMIN, "company", False),
    ("region_officer", ADMIN, "other", True),
    ("region_officer", MEMBER, "other", False),
    ("admin", COORDINATOR, "gilde", True),
    ("admin", ADMIN, "company", True),
    ("admin", OFFICE, "", True),
    ("admin", PLATFORM, "", True),
    ("stranger", COORDINATOR, "elders", False),
    ("sanne", COORDINATOR, "gilde", False),
]


def somebody(world, name):
    if name == "member":
        return make_user("member@maaslandmetaal.test", role=MEMBER, company=world.company)
    return world.sanne.user if name == "sanne" else getattr(world, name)


def somewhere(world, name):
    if not name:
        return {}
    if name == "elders":
        return {"school": make_school("Elders College")}
    if name == "other":
        return {"company": make_company("Andere Metaal")}
    found = getattr(world, name)
    return {"school": found} if isinstance(found, School) else {"company": found}


@pytest.mark.parametrize(("who", "role", "where", "may"), CASES)
def test_who_invites_to_which_role(world, who, role, where, may):
    by, place = somebody(world, who), somewhere(world, where)
    if may:
        assert invite("new@somewhere.test", role=role, by=by, **place).role == role
    else:
        with pytest.raises(PermissionDenied):
            invite("new@somewhere.test", role=role, by=by, **place)
    assert Invitation.objects.count() == int(may)


def test_a_company_invites_only_when_it_is_verified(world):
    world.company.verified_at = None
    with pytest.raises(PermissionDenied):
        invite("new@somewhere.test", role=MEMBER, company=world.company, by=world.bram)


def test_only_a_digest_of_the_code_is_kept_and_the_code_opens_for_a_week(world, mailed, time_machine):
    def act():
        invite("new@somewhere.test", role=COORDINATOR, school=world.gilde, by=world.coordinator)

    (letter,) = mailed(act)
    made = Invitation.objects.get()
    code = code_in(letter)
    assert (letter.to, code in str(made.__dict__)) == (["new@somewhere.test"], False)
    assert made.expires_at - made.created_at == timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert find_link(code.lower().replace("-", "")) == made
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=7), expires_at=timezone.now())
    assert find_link(code) is None


def test_the_mail_is_the_same_whether_the_address_has_an_account(world, mailed):
    letters = []
    for email in ("new@somewhere.test", world.stranger.email):
        letters += mailed(
            lambda email=email: invite(email, role=MEMBER, company=world.company, by=world.bram)
        )
    first, second = (letter.body.replace(code_in(letter), "CODE") for letter in letters)
    assert (first, letters[0].subject) == (second, letters[1].subject)
    assert "Maasland Metaal" in first
    assert world.bram.name not in first


def test_inviting_again_sends_a_new_link_and_takes_the_old_one_back(world, mailed):
    def act():
        invite("New@somewhere.test", role=MEMBER, company=world.company, by=world.bram)

    (old,), (new,) = mailed(act), mailed(act)
    assert find_link(code_in(old)) is None
    assert find_link(code_in(new)) == Invitation.objects.open().get()


def test_one_address_is_mailed_five_times_an_hour(world, settings):
    def act():
        invite("new@somewhere.test", role=MEMBER, company=world.company, by=world.bram)

    for _ in range(5):
        act()
    with pytest.raises(TooOften):
        act()
    assert Invitation.objects.count() == 5


def test_one_sender_has_a_share_too(world, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"mails-by-sender": "2/day"}
    for number in range(2):
        invite(f"{number}@somewhere.test", role=MEMBER, company=world.company, by=world.bram)
    with pytest.raises(TooOften):
        invite("3@somewhere.test", role=MEMBER, company=world.company, by=world.bram)


@pytest.mark.parametrize(
    ("who", "may"),
    [("bram", True), ("admin", True), ("coordinator", False), ("stranger", False), ("region_officer", False)],
)
def test_who_takes_an_invitation_back(world, mailed, who, may):
    made = invite("new@somewhere.test", role=MEMBER, company=world.company, by=world.bram)
    if may:
        revoke(made, by=getattr(world, who))
    else:
        with pytest.raises(PermissionDenied):
            revoke(made, by=getattr(world, who))
    assert Invitation.objects.open().exists() is not may


@pytest.mark.parametrize("role", [PLATFORM, OFFICE])
def test_the_first_people_come_by_command(db, today, mailed, role):
    (letter,) = mailed(
        lambda: call_command("invite", "first@stagepoort.test", "--role", role, stdout=StringIO())
    )
    link = find_link(code_in(letter))
    assert (link.email, link.role, link.invited_by) == ("first@stagepoort.test", role, None)


@pytest.mark.parametrize("arguments", [["nobody"], ["a@b.test", "--role", "company_admin"]])
def test_the_command_invites_to_the_offices_and_to_addresses_only(db, arguments):
    with pytest.raises(CommandError):
        call_command("invite", *arguments, stdout=StringIO())
    assert Invitation.objects.count() == 0
