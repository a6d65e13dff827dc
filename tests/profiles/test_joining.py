"""Accepting an invitation: by the owner of the address, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from profiles.joining import OtherAddress, accept, accept_as_newcomer, admit
from profiles.links import LinkGone, make_link
from profiles.models import Invitation, Membership, User
from profiles.opening import AccountExists

Role = Membership.Role
NEWCOMER = {"name": "Noor", "password": "paars-paard-plukt-peren", "language": "nl"}


def invited(world, email, role=Role.COMPANY_MEMBER):
    return make_link(by=world.bram, email=email, role=role, company=world.company)[0]


def test_the_owner_of_the_address_becomes_a_member(world):
    link = invited(world, "STRANGER@elsewhere.test")
    made = accept(link, by=world.stranger)
    assert (made.role, made.company, made.school) == (Role.COMPANY_MEMBER, world.company, None)
    assert world.stranger.company_ids == [world.company.pk]
    link.refresh_from_db()
    assert link.used_by == world.stranger


def test_nobody_else_does(world):
    link = invited(world, "somebody@elsewhere.test")
    with pytest.raises(OtherAddress):
        accept(link, by=world.stranger)
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize("ended", ["used_at", "revoked_at", "expires_at"])
def test_a_link_that_ended_makes_nobody_a_member(world, ended):
    link = invited(world, world.stranger.email)
    past = timezone.now() - timedelta(days=1)
    Invitation.objects.update(**{"created_at": past - timedelta(days=7), ended: past})
    with pytest.raises(LinkGone):
        accept(link, by=world.stranger)
    assert world.stranger.company_ids == []


def test_of_two_who_accept_at_once_one_does(world):
    link = invited(world, world.stranger.email)
    first, second = Invitation.objects.get(pk=link.pk), Invitation.objects.get(pk=link.pk)
    accept(first, by=world.stranger)
    with pytest.raises(LinkGone):
        accept(second, by=world.stranger)
    assert world.stranger.memberships.count() == 1


def test_a_newcomer_gets_an_account_with_the_proven_address(world):
    user = accept_as_newcomer(invited(world, "noor@maaslandmetaal.test"), **NEWCOMER)
    assert (user.email, user.name, user.language) == ("noor@maaslandmetaal.test", "Noor", "nl")
    assert user.check_password(NEWCOMER["password"])
    assert user.company_ids == [world.company.pk]


@pytest.mark.parametrize("password", ["kort", "password123", "noor@maaslandmetaal.test"])
def test_a_password_that_is_too_easy_leaves_everything_as_it_was(world, password):
    link = invited(world, "noor@maaslandmetaal.test")
    with pytest.raises(ValidationError):
        accept_as_newcomer(link, **NEWCOMER | {"password": password})
    assert (User.objects.filter(email=link.email).count(), Invitation.objects.open().count()) == (0, 1)


def test_an_address_that_has_an_account_makes_no_second_one(world):
    link = invited(world, "Stranger@Elsewhere.test")
    with pytest.raises(AccountExists):
        accept_as_newcomer(link, **NEWCOMER)
    assert not world.stranger.check_password(NEWCOMER["password"])
    assert Invitation.objects.open().count() == 1


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Role.COMPANY_MEMBER, Role.COMPANY_MEMBER, [Role.COMPANY_MEMBER]),
        (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN, [Role.COMPANY_ADMIN]),
        (Role.COMPANY_ADMIN, Role.COMPANY_MEMBER, [Role.COMPANY_ADMIN]),
        (Role.COMPANY_ADMIN, Role.COMPANY_ADMIN, [Role.COMPANY_ADMIN]),
    ],
)
def test_nobody_is_a_member_twice(world, before, now, expected):
    admit(world.stranger, before, company=world.company)
    admit(world.stranger, now, company=world.company)
    assert [each.role for each in world.stranger.memberships.current()] == expected


def test_an_invitation_names_the_organisation_of_its_role(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_link(by=world.bram, email="a@b.test", role=Role.COMPANY_MEMBER, school=world.gilde)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_link(by=world.bram, role=Role.COMPANY_MEMBER, company=world.company)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_link(by=world.bram, email="a@b.test")
