"""Taking and ending one's own data over the API."""

import io
import zipfile

import pytest

from profiles.models import Student, User
from profiles.tokens import make_token
from tests import world as make


@pytest.fixture(autouse=True)
def tombstone_file(settings, tmp_path):
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.csv"


def test_a_student_takes_everything_along(world, client_of):
    answer = client_of(world.sanne.user).get(f"/api/v1/students/{world.sanne.uuid}/export")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/zip",
        "no-store",
    )
    assert answer["Content-Disposition"] == 'attachment; filename="stagepoort-2026-11-21.zip"'
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"README.txt", "resume.json", "tables/Student.csv", "tables/ProfileView.csv"} <= set(names)


def test_a_coordinator_who_is_a_student_takes_only_the_own_data_along(world, client_of):
    Student.objects.filter(pk=make.make_student().pk).update(user=world.coordinator)
    client = client_of(world.coordinator)
    assert client.get(f"/api/v1/students/{world.sanne.uuid}/export").status_code == 404
    assert client.get(f"/api/v1/students/{world.coordinator.student.uuid}/export").status_code == 200


def test_a_student_ends_the_profile_and_the_account(world, client):
    client.force_login(world.sanne.user)
    answer = client.delete(f"/api/v1/students/{world.sanne.uuid}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not User.objects.filter(pk=world.sanne.user_id).exists()
    assert client.get(f"/api/v1/students/{world.sanne.uuid}").status_code == 401


def test_a_token_erases_only_with_the_scope_for_it(world, client):
    mate, held = make.make_student(world.group), world.coordinator.memberships.get()
    for scope, status in (("students:write", 403), ("students:erase", 204), ("students:erase", 404)):
        secret = make_token(world.coordinator, name=scope, days=1, membership=held, scopes=[scope])
        headers = {"Authorization": f"Bearer {secret}"}
        assert client.delete(f"/api/v1/students/{mate.uuid}", headers=headers).status_code == status
