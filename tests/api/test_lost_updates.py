"""Eight programs edit one profile at the same moment: what was acknowledged is in it, edit by edit."""

import pytest
from django.db import connection
from rest_framework.test import APIClient

from profiles.models import Student, User
from tests import figures
from tests.races import race
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8
FEW, MANY = 1, 50
"""How many edits each of them gets acknowledged."""


@pytest.mark.parametrize("edits", [FEW, pytest.param(MANY, marks=pytest.mark.full)])
def test_no_edit_that_was_acknowledged_is_lost(world, tmp_path, settings, edits):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "100000/minute")
    Student.objects.filter(pk=world.sanne.pk).update(reach_km=1)
    with race(tmp_path) as at_once:
        conflicts = sum(at_once([lambda: add_kilometres(world, times=edits)] * WRITERS))
        (reach,) = at_once([lambda: Student.objects.get(pk=world.sanne.pk).reach_km])
    lost = WRITERS * edits - (reach - 1)
    assert (lost, conflicts > 0) == (0, True)
    if edits == MANY:
        figures.exactly(f"edits_on_{connection.vendor}", writers=WRITERS, edits=WRITERS * edits, lost=lost)


def add_kilometres(world: World, *, times: int) -> int:
    """Add a kilometre so many times, reading anew where somebody was faster; gives how often that was."""
    path, client, conflicts = f"/api/v1/students/{world.sanne.uuid}", APIClient(), 0
    client.force_authenticate(User.objects.get(pk=world.sanne.user.pk))
    while times:
        read = client.get(path)
        headers = {"If-Match": read["ETag"]}
        answer = client.patch(path, {"reachKm": read.json()["reachKm"] + 1}, format="json", headers=headers)
        assert answer.status_code in (200, 412)
        times, conflicts = times - (answer.status_code == 200), conflicts + (answer.status_code == 412)
    return conflicts
