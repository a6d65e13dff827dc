"""Who looks after a class, and who says so."""

import pytest
from django.core.exceptions import PermissionDenied

from profiles.handing_over import NotOfThisSchool, coordinators, hand_over
from profiles.models import Membership
from tests.world import make_school, make_user

Role = Membership.Role


@pytest.fixture
def second(world):
    """Another coordinator of Gilde."""
    return make_user("second@gilde.test", role=Role.SCHOOL_COORDINATOR, school=world.gilde)


def test_a_class_goes_to_a_colleague_who_hands_it_on(world, second):
    hand_over(world.group, to=world.coordinator, by=world.coordinator)
    hand_over(world.group, to=second, by=world.coordinator)
    with pytest.raises(PermissionDenied):
        hand_over(world.group, to=world.coordinator, by=world.coordinator)
    hand_over(world.group, to=None, by=second)
    world.group.refresh_from_db()
    assert world.group.coordinator is None
    assert coordinators(world.gilde) == [world.coordinator, second]


def test_the_platform_helps_when_a_colleague_cannot(world, second):
    hand_over(world.group, to=second, by=world.coordinator)
    hand_over(world.group, to=world.coordinator, by=world.admin)
    world.group.refresh_from_db()
    assert world.group.coordinator == world.coordinator


def test_whose_account_is_closed_looks_after_nothing(world, second):
    second.is_active = False
    second.save()
    assert coordinators(world.gilde) == [world.coordinator]
    with pytest.raises(NotOfThisSchool):
        hand_over(world.group, to=second, by=world.coordinator)


@pytest.mark.parametrize("who", ["bram", "region_officer", "stranger", "elsewhere"])
def test_nobody_else_does(world, who):
    elders = make_school("Elders College")
    other = make_user("c@elders.test", role=Role.SCHOOL_COORDINATOR, school=elders)
    with pytest.raises(PermissionDenied):
        hand_over(world.group, to=world.coordinator, by=other if who == "elsewhere" else getattr(world, who))


def test_only_who_works_there_looks_after_it(world):
    with pytest.raises(NotOfThisSchool):
        hand_over(world.group, to=world.stranger, by=world.coordinator)
    world.group.refresh_from_db()
    assert world.group.coordinator is None


def test_of_two_who_hand_over_at_once_one_does(world, second):
    mine, theirs = (type(world.group).objects.get(pk=world.group.pk) for _ in range(2))
    hand_over(mine, to=second, by=world.coordinator)
    with pytest.raises(PermissionDenied):
        hand_over(theirs, to=world.coordinator, by=world.coordinator)
