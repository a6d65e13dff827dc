"""Starting on one's own: the address is proven first, and a company is known by its number once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from profiles.inviting import count_mail
from profiles.limiting import TooOften
from profiles.links import LinkGone, find_link
from profiles.models import Company, Invitation, Membership, MembershipRequest, Student, User
from profiles.requesting import answer, ask_to_join
from profiles.starting import (
    HasProfile,
    NewCompany,
    NewStudent,
    ask_to_start,
    open_by_link,
    start_company,
    start_student,
)
from profiles.verifying import refuse
from tests.letters import code_in
from tests.world import make_user

Role = Membership.Role
NEW = NewCompany("Roer Techniek", "kvk", "12345678")


@pytest.fixture
def known(world) -> Company:
    """The verified company of Bram, with a number."""
    Company.objects.filter(pk=world.company.pk).update(register="kvk", register_number="12345678")
    world.company.refresh_from_db()
    return world.company


def test_nothing_but_an_address_is_kept_before_it_is_proven(world, mailed):
    (letter,) = mailed(lambda: ask_to_start("new@roer.test", starts_as="company", address="10.0.0.1"))
    link = find_link(code_in(letter))
    assert (link.email, link.starts_as, link.invited_by) == ("new@roer.test", "company", None)
    assert (Company.objects.count(), User.objects.filter(email="new@roer.test").count()) == (1, 0)
    user = open_by_link(link, name="Noor", password="paars-paard-plukt", language="nl")
    assert (user.email, Invitation.objects.open().count()) == ("new@roer.test", 0)


def test_who_has_an_account_already_is_mailed_without_a_link_that_opens_something(world, mailed):
    (letter,) = mailed(lambda: ask_to_start("BRAM@maaslandmetaal.test", starts_as="company", address="a"))
    assert (letter.to, Invitation.objects.count()) == (["BRAM@maaslandmetaal.test"], 0)
    assert "http://127.0.0.1:8000/inloggen?next=%2Fmeedoen" in letter.body


def test_a_link_starts_once(world, mailed):
    (letter,) = mailed(lambda: ask_to_start("new@roer.test", starts_as="student", address="a"))
    link = find_link(code_in(letter))
    open_by_link(link, name="Noor", password="paars-paard-plukt", language="nl")
    User.objects.filter(email="new@roer.test").delete()
    with pytest.raises(LinkGone):
        open_by_link(link, name="Noor", password="paars-paard-plukt", language="nl")


def test_mail_to_strangers_is_counted_by_who_asks_for_it(world, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"mails-by-sender": "2/day"}
    for number in range(2):
        ask_to_start(f"{number}@roer.test", starts_as="company", address="10.0.0.1")
    with pytest.raises(TooOften):
        ask_to_start("3@roer.test", starts_as="company", address="10.0.0.1")
    count_mail("3@roer.test", by="10.0.0.2")


def test_a_company_waits_for_the_region_office_with_its_administrator(world):
    made = start_company(NEW, by=world.stranger)
    assert (made.role, made.company.verified_at) == (Role.COMPANY_ADMIN, None)
    assert list(Company.objects.unverified()) == [made.company]
    assert world.stranger.administered_company_ids == [made.company.pk]


def test_two_companies_of_one_name_get_two_slugs(world):
    first = start_company(NEW, by=world.stranger)
    second = start_company(NewCompany("Roer Techniek", "kbo", "0403019261"), by=world.stranger)
    assert [first.company.slug, second.company.slug] == ["roer-techniek", "roer-techniek-2"]


def test_a_known_number_asks_its_administrators_instead_of_making_a_second_company(world, known, mailed):
    (letter,) = mailed(lambda: start_company(NEW, by=world.stranger))
    assert (letter.to, Company.objects.count()) == ([world.bram.email], 1)
    request = MembershipRequest.objects.get()
    assert (request.company, request.user, request.agreed) == (known, world.stranger, None)
    assert mailed(lambda: start_company(NEW, by=world.stranger)) == []
    assert MembershipRequest.objects.count() == 1
    assert world.stranger.memberships.count() == 0


def test_who_works_there_already_asks_nobody(world, known):
    assert start_company(NEW, by=world.bram) == world.bram.memberships.get()


@pytest.mark.parametrize(("agrees", "roles"), [(True, [Role.COMPANY_MEMBER]), (False, [])])
def test_an_administrator_answers_once(world, known, mailed, agrees, roles):
    request = ask_to_join(known, by=world.stranger)
    (letter,) = mailed(lambda: answer(request, agrees=agrees, by=world.bram))
    assert letter.to == [world.stranger.email]
    assert [each.role for each in world.stranger.memberships.all()] == roles
    with pytest.raises(LinkGone):
        answer(request, agrees=not agrees, by=world.bram)


@pytest.mark.parametrize(
    ("state", "deciders"),
    [
        ("verified", {"bram", "admin"}),
        ("unverified", {"region_officer", "admin"}),
        ("refused", {"region_officer", "admin"}),
        ("nobody", {"region_officer", "admin"}),
    ],
)
def test_who_decides(world, known, state, deciders):
    """Whoever registered a company first decides nothing about it until the region office knows who it is."""
    if state == "nobody":
        Membership.objects.filter(company=known).update(ended_at=known.verified_at)
    elif state != "verified":
        Company.objects.update(verified_at=None)
    if state == "refused":
        refuse(known, because="Not yours", by=world.region_officer)
    request = ask_to_join(known, by=world.stranger)
    people = ["bram", "admin", "region_officer", "coordinator", "stranger"]
    found = {
        who
        for who in people
        if MembershipRequest.objects.answered_by(User.objects.get(pk=getattr(world, who).pk)).exists()
    }
    assert found == deciders
    for who in set(people) - deciders:
        with pytest.raises(PermissionDenied):
            answer(request, agrees=True, by=User.objects.get(pk=getattr(world, who).pk))


def test_the_owner_gets_a_company_that_a_swindler_registered_first(world, known):
    refuse(known, because="Somebody else's number", by=world.region_officer)
    request = ask_to_join(known, by=world.stranger)
    answer(request, agrees=True, by=world.region_officer)
    current = Membership.objects.current().filter(company=known)
    assert [(each.user, each.role) for each in current] == [(world.stranger, Role.COMPANY_ADMIN)]
    assert list(Company.objects.unverified()) == [known]


def test_a_student_without_a_school_is_seen_by_nobody(world):
    made = start_student(NewStudent("Noor", "van", "Dijk", date(2008, 1, 1)), by=world.stranger)
    assert (str(made), made.user, made.email) == ("Noor van Dijk", world.stranger, world.stranger.email)
    for who in (world.bram, world.coordinator, world.region_officer):
        assert not Student.objects.visible_to(who).filter(pk=made.pk).exists()
    assert made.consents.count() == 0


def test_one_account_has_one_profile(world):
    with pytest.raises(HasProfile):
        start_student(NewStudent("Noor", "", "Dijk", date(2008, 1, 1)), by=world.sanne.user)


def test_an_unverified_company_sees_and_shows_nothing(world):
    made = start_company(NEW, by=make_user("new@roer.test"))
    assert list(Student.objects.visible_to(made.user)) == []
    assert not Company.objects.visible_to(world.sanne.user).filter(pk=made.company.pk).exists()
