"""A role that asks for a second factor takes effect in sessions that proved one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from profiles.models import Membership, User
from profiles.second_factor import Proof, held_user
from tests.sessions import prove_second_factor

Role = Membership.Role
NEVER, NOW = None, timedelta()
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
# role, how long ago a second factor was proved, whether the role takes effect
CASES = [
    (Role.SCHOOL_COORDINATOR, NEVER, False),
    (Role.SCHOOL_COORDINATOR, NOW, True),
    (Role.SCHOOL_COORDINATOR, 300 * HOUR, True),
    (Role.COMPANY_MEMBER, NEVER, True),
    (Role.COMPANY_ADMIN, NEVER, False),
    (Role.COMPANY_ADMIN, NOW, True),
    (Role.REGION_OFFICE, NEVER, False),
    (Role.REGION_OFFICE, 300 * HOUR, True),
    (Role.PLATFORM_ADMIN, NEVER, False),
    (Role.PLATFORM_ADMIN, 12 * HOUR - SECOND, True),
    (Role.PLATFORM_ADMIN, 12 * HOUR + SECOND, False),
]


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize(("role", "ago", "expected"), CASES)
def test_what_takes_effect(today, role, ago, expected):
    at = None if ago is NEVER else datetime.now(UTC) - ago
    assert Proof(at).opens(role) is expected


@pytest.mark.parametrize("role", Role.values)
def test_everything_takes_effect_where_none_is_required(settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    assert Proof().opens(role) is True


def test_a_role_waits_and_the_person_stays(world):
    world.coordinator.second_factor = Proof()
    assert (world.coordinator.current_memberships, world.coordinator.school_ids) == ([], [])
    assert [held.school for held in world.coordinator.waiting_memberships] == [world.gilde]


def test_nothing_is_held_back_from_a_command(world):
    admin = User.objects.get(pk=world.admin.pk)
    assert (admin.is_platform_admin, admin.waiting_memberships) == (True, [])


def test_a_session_is_asked_once_per_request(world, client, django_assert_num_queries):
    client.force_login(world.coordinator)
    prove_second_factor(client, world.coordinator)
    request = RequestFactory().get("/")
    request.session = client.session
    with django_assert_num_queries(3):  # session, user, memberships
        user = held_user(request)
        assert (user.school_ids, user.has_role(Role.SCHOOL_COORDINATOR)) == ([world.gilde.pk], True)


def test_what_another_proved_in_the_same_browser_counts_for_nobody_else(world, client):
    client.force_login(world.bram)
    prove_second_factor(client, world.coordinator)
    request = RequestFactory().get("/")
    request.session = client.session
    assert held_user(request).second_factor == Proof()
