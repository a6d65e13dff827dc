"""After a restore everybody who was erased is erased again."""

import json
from datetime import date, timedelta

import pytest
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone

from profiles import forgetting, tombstones
from profiles.models import Student, StudentSkill, Tombstone, User
from profiles.reerasing import reerase
from tests import world as make
from tests.canaries import found, known_sanne, plant, whole_database


@pytest.fixture
def file(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "apart" / "tombstones.csv"
    return settings.TOMBSTONE_FILE


@pytest.mark.django_db(transaction=True)
def test_dump_erase_restore_erase_again(today, file, tmp_path, capsys):
    world = make.make_world()
    planted = plant(known_sanne(world))
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "--output", str(dump), exclude=["contenttypes", "auth.permission"], verbosity=0)
    sanne = Student.objects.get(pk=world.sanne.pk)
    forgetting.forget(sanne, by=None)
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", str(dump), verbosity=0)
    assert found(planted, whole_database()) == sorted(planted)
    assert Tombstone.objects.count() == 0
    call_command("reerase")
    assert found(planted, whole_database()) == []
    assert capsys.readouterr().out == "1 student, 0 user, 0 profile, 0 enrolment erased again.\n"
    assert sum(reerase().values()) == 0
    assert User.objects.filter(pk=world.coordinator.pk).exists()


def restored(*rows):
    """Bring rows back as they were."""
    for each in serializers.deserialize("json", json.dumps(rows)):
        each.save()


def as_it_was(*rows):
    return json.loads(serializers.serialize("json", rows))


def test_a_stripped_profile_is_stripped_again(world, file, django_capture_on_commit_callbacks):
    before = as_it_was(world.sanne.user, world.sanne, *world.sanne.skills.all())
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget_profile(world.sanne, by=None)
    restored(*before)
    assert Student.objects.get().email
    assert reerase()["profile"] == 1
    assert (Student.objects.get().email, StudentSkill.objects.count()) == (None, 0)
    assert reerase()["profile"] == 0


def test_a_profile_that_was_filled_anew_stays(world, file):
    forgetting.forget_profile(world.sanne, by=None)
    sanne = Student.objects.get()
    sanne.reach_km = 12
    sanne.save()
    assert reerase()["profile"] == 0
    assert Student.objects.get().reach_km == 12


def test_a_school_that_let_go_lets_go_again(world, file):
    before = as_it_was(*world.sanne.enrolments.all(), *world.sanne.numbers.all())
    forgetting.let_go(world.sanne, by=world.coordinator)
    restored(*before)
    assert (reerase()["enrolment"], reerase()["enrolment"]) == (1, 0)
    assert world.sanne.enrolments.count() == 0


def test_who_came_back_to_the_school_stays(world, file):
    forgetting.let_go(world.sanne, by=world.coordinator)
    world.sanne.enrolments.create(group=world.group, started_on=date(2026, 11, 22))
    assert reerase()["enrolment"] == 0


def test_an_erased_account_does_not_come_back_with_its_old_role(world, file):
    before = as_it_was(world.bram, *world.bram.memberships.all())
    world.bram.memberships.update(ended_at=timezone.now())
    forgetting.forget_account(world.bram, by=None)
    restored(*before)
    assert reerase()["user"] == 1
    assert not User.objects.filter(pk=world.bram.pk).exists()


def test_the_file_holds_ids_and_days_only(world, file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget_account(world.stranger, by=None)
    stone = Tombstone.objects.get()
    assert file.read_text() == f"user,{world.stranger.uuid},,{stone.erased_at.isoformat()}\n"


def test_what_the_file_missed_is_written_later(world, file):
    forgetting.forget(world.sanne, by=None)  # nothing is committed here, so the file hears nothing
    assert not file.exists()
    assert (tombstones.complete_file(), tombstones.complete_file()) == (2, 0)
    assert len(file.read_text().splitlines()) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_tombstone(today, file, monkeypatch):
    world = make.make_world()
    monkeypatch.setattr(forgetting, "_told", lambda *_all: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forgetting.forget(world.sanne, by=None)
    assert (file.exists(), Tombstone.objects.count(), Student.objects.count()) == (False, 0, 1)


def test_a_stone_is_as_old_as_the_last_erasure(world, file):
    forgetting.forget_profile(world.sanne, by=None)
    Tombstone.objects.update(erased_at=timezone.now() - timedelta(days=9))
    Student.objects.update(updated_at=timezone.now() - timedelta(days=9))
    forgetting.forget_profile(Student.objects.get(), by=None)
    stone = Tombstone.objects.get(of="profile")
    assert timezone.now() - stone.erased_at < timedelta(minutes=1)
