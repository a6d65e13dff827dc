"""Messages of an application over HTTP."""

import pytest

from placements.applying import apply
from placements.models import Application


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


def path(application: Application) -> str:
    return f"/api/v1/applications/{application.uuid}/messages"


def test_what_one_side_writes_the_other_reads(world, client_of, applied):
    answer = client_of(world.sanne.user).post(path(applied), {"text": "When can I come?"}, format="json")
    assert (answer.status_code, answer.json()["side"]) == (201, "student")
    bram = client_of(world.bram)
    (message,) = bram.get(path(applied)).json()["results"]
    assert message == answer.json()
    assert bram.post(f"{path(applied)}/read", format="json").status_code == 204
    (seen,) = bram.get(path(applied)).json()["results"]
    assert seen["readAt"] is not None


@pytest.mark.parametrize(
    ("text", "code"), [("\u200b", "empty"), ("bsn 111222333", "citizen_number"), ("x" * 2001, "max_length")]
)
def test_what_cannot_be_sent_is_named(world, client_of, applied, text, code):
    answer = client_of(world.bram).post(path(applied), {"text": text}, format="json")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"], error["code"]) == (400, "/text", code)


def test_who_may_not_read_finds_nothing(world, client_of, applied):
    for reader in (world.coordinator, world.admin, world.stranger):
        assert client_of(reader).get(path(applied)).status_code == 404
