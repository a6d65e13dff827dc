"""The people of the demo have found each other: everybody of the story has something to answer."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from placements.models import Application, Message, Talk
from profiles.models import Notification, User
from reference.loading.pack import find_pack
from tests.web.demo.conftest import TODAY
from web.demo.contacts import play
from web.demo.filling import Size, fill
from web.demo.story import address

Door, State, Turn = Application.Door, Application.State, Application.Turn

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def full_region(region):
    """Invent enough places for the student of the story to choose from."""
    fill(find_pack("keyport").folder, Size(students=60, companies=60, vacancies=400), seed=1, today=TODAY)


@pytest.fixture
def played(full_region):
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(noon):
        play(seed=1)
        yield


def test_the_student_of_the_story_has_one_of_each(played):
    own = Application.objects.filter(student__user__email=address("student"))
    ways = set(own.values_list("door", "state", "waits_for"))
    assert ways >= {
        (Door.APPLY, State.IN_CONVERSATION, Turn.COMPANY),
        (Door.APPLY, State.OFFERED, Turn.STUDENT),
        (Door.APPLY, State.DECLINED, ""),
        (Door.INVITE, State.REQUESTED, Turn.STUDENT),
        (Door.PROPOSE, State.REQUESTED, Turn.STUDENT),
    }
    assert Talk.objects.filter(application__in=own).count() == 1
    assert Message.objects.filter(application__in=own).count() == 2


@pytest.mark.parametrize("role", ["employer", "coordinator"])
def test_who_signs_in_finds_applications_and_is_told(played, role):
    user = User.objects.get(email=address(role))
    assert Application.objects.visible_to(user).count() >= 3
    if role == "employer":
        assert Notification.objects.filter(user=user).exists()


def test_the_same_seed_gives_the_same_contacts(played):
    def told() -> list:
        rows = Application.objects.values_list("student__uuid", "vacancy__uuid", "door", "state")
        return sorted(map(str, rows))

    first = told()
    Application.objects.all().delete()
    play(seed=1)
    assert told() == first
