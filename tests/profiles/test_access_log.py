"""The access log: what is noted of a request, how it is written, and that it never stands in the way."""

import os
import subprocess
import sys
import time
from threading import Thread

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpResponse

from profiles import access_log
from profiles.log_buffer import Buffer
from profiles.models import AccessRecord, Membership
from profiles.tokens import make_token
from tests import world as make
from tests.project.sources import ROOT

NOBODY = "00000000-0000-4000-8000-000000000000"


def written() -> list[AccessRecord]:
    """Write what waits and read it all, oldest first."""
    access_log.buffer.flush()
    return list(AccessRecord.objects.order_by("pk"))


def row(**fields) -> AccessRecord:
    return AccessRecord(**{"via": "session", "act": "GET x", "status": 200} | fields)


def test_a_page_about_a_student_is_noted_once(world, client):
    client.force_login(world.coordinator)
    client.get(f"/students/{world.sanne.uuid}/matches")
    (noted,) = written()
    assert (noted.actor, noted.via, noted.act, noted.status) == (
        world.coordinator.uuid,
        "session",
        "GET student-matches",
        200,
    )
    assert (noted.subject, noted.object, noted.organisation) == (world.sanne.uuid, None, world.gilde.uuid)


def test_a_class_notes_everybody_in_it(world, client):
    mate = make.make_student(world.group)
    client.force_login(world.coordinator)
    client.get(f"/classes/{world.group.uuid}")
    assert {(each.act, each.subject) for each in written()} == {
        ("GET class", world.sanne.uuid),
        ("GET class", mate.uuid),
    }


def test_a_program_is_noted_as_a_program(world, client):
    held = world.coordinator.memberships.get()
    secret = make_token(world.coordinator, name="import", days=1, membership=held)
    client.get("/api/v1/students", headers={"Authorization": f"Bearer {secret}"})
    (noted,) = written()
    assert (noted.actor, noted.via, noted.act) == (world.coordinator.uuid, "token", "GET api:student-list")


@pytest.mark.parametrize(
    ("reader", "path", "status", "via"),
    [
        ("bram", f"/api/v1/students/{NOBODY}", {403, 404}, "session"),
        ("bram", f"/students/{NOBODY}/matches", {404}, "session"),
        ("coordinator", f"/api/v1/students/{NOBODY}", {404}, "session"),
        (None, f"/api/v1/students/{NOBODY}", {401}, "nobody"),
    ],
)
def test_asking_in_vain_is_noted_with_what_was_asked(world, client, reader, path, status, via):
    if reader:
        client.force_login(getattr(world, reader))
    client.get(path)
    (noted,) = written()
    assert (noted.via, str(noted.object), noted.subject, noted.status in status) == (via, NOBODY, None, True)


@pytest.mark.parametrize("path", ["/start", "/vacancies/{vacancy}", "/api/v1/vacancies", "/api/v1/nowhere"])
def test_what_is_about_nobody_is_not_noted(world, client, path):
    client.force_login(world.bram)
    client.get(path.format(vacancy=world.vacancy.uuid))
    assert written() == []


def test_who_works_for_two_organisations_is_noted_for_the_one_that_is_known(world, client):
    other = make.make_school("Andere School")
    Membership.objects.create(user=world.coordinator, role="school_coordinator", school=other)
    client.force_login(world.coordinator)
    client.get(f"/students/{world.sanne.uuid}/matches")
    client.get(f"/classes/{world.group.uuid}")
    assert [each.organisation for each in written()] == [None, world.gilde.uuid]


def test_a_row_holds_ids_and_nothing_else(world, client):
    client.force_login(world.coordinator)
    client.get(f"/api/v1/students?number={world.sanne.numbers.get().number}&level=bachelor")
    client.get(f"/api/v1/students/{world.sanne.uuid}")
    (noted,) = written()
    fields = {field.name: getattr(noted, field.name) for field in AccessRecord._meta.fields}
    assert set(fields) == {"id", "at", "actor", "via", "act", "object", "subject", "organisation", "status"}
    assert fields["act"] == "GET api:student-detail"


def test_a_fault_in_the_log_is_not_one_of_the_answer(world, client, monkeypatch, caplog):
    monkeypatch.setattr(access_log, "note", lambda *_all: 1 / 0)
    client.force_login(world.coordinator)
    assert client.get(f"/students/{world.sanne.uuid}/matches").status_code == 200
    assert [record.message for record in caplog.records] == ["an access could not be noted"]


def test_on_sqlite_it_is_written_as_soon_as_the_answer_has_gone(world, client, settings):
    settings.ACCESS_LOG_SECONDS = 0
    client.force_login(world.coordinator)
    client.get(f"/students/{world.sanne.uuid}/matches")
    assert (AccessRecord.objects.count(), len(access_log.buffer)) == (1, 0)


def test_the_answer_is_there_before_it_is_written(world, rf, settings):
    settings.ACCESS_LOG_SECONDS = 0
    request = rf.get("/students")
    request.user = world.coordinator
    request.resolver_match = type("Match", (), {"view_name": "x", "url_name": "x", "kwargs": {}})()
    access_log.about(request, [world.sanne])
    response = access_log.keep_access_log(lambda _request: HttpResponse("it"))(request)
    assert AccessRecord.objects.count() == 0
    for done in response._resource_closers:  # what a server calls when the answer has gone
        done()
    assert AccessRecord.objects.count() == 1


def away(*_all, **_more):
    raise OperationalError("the database is away")


def test_rows_wait_as_long_as_the_database_is_away(db, monkeypatch, caplog):
    buffer = Buffer(3)
    buffer.put([row(status=200), row(status=201)])
    with monkeypatch.context() as patched:
        patched.setattr(QuerySet, "bulk_create", away)
        assert (buffer.flush(), len(buffer)) == (0, 2)
    buffer.put([row(status=202)])
    assert [record.message for record in caplog.records] == ["2 log rows wait: OperationalError"]
    assert buffer.flush() == 3
    assert list(AccessRecord.objects.order_by("pk").values_list("status", flat=True)) == [200, 201, 202]


def test_a_row_that_can_never_be_written_does_not_stop_the_others(db, caplog):
    buffer = Buffer(10)
    buffer.put([row(status=None)])
    assert (buffer.flush(), len(buffer)) == (0, 0)
    assert [record.message for record in caplog.records] == ["1 log rows are lost"]
    buffer.put([row()])
    assert buffer.flush() == 1


def test_there_is_room_for_so_many_and_the_rest_is_counted(db, caplog):
    buffer = Buffer(3)
    buffer.put(row(status=status) for status in range(200, 205))
    assert (len(buffer), buffer.flush()) == (3, 3)
    assert list(AccessRecord.objects.order_by("pk").values_list("status", flat=True)) == [200, 201, 202]
    assert [record.message for record in caplog.records] == ["2 log rows were lost: there was no room"]


def test_a_hundred_rows_are_one_statement(db, django_assert_num_queries):
    buffer = Buffer(500)
    buffer.put(row() for _ in range(100))
    with django_assert_num_queries(3):  # a savepoint around the one
        buffer.flush()


@pytest.mark.django_db(transaction=True)
def test_a_thread_writes_within_the_time(monkeypatch):
    seen = []
    buffer = Buffer(500)
    monkeypatch.setattr(buffer, "flush", lambda: seen.append(len(buffer)) or buffer.clear())
    buffer.write_every(0.05)
    first = buffer._writer
    buffer.put([row()])
    deadline = time.monotonic() + 5
    while 1 not in seen and time.monotonic() < deadline:
        time.sleep(0.01)
    buffer.write_every(0.05)
    assert (1 in seen, buffer._writer) == (True, first)


def test_many_threads_lose_nothing(db, monkeypatch):
    buffer, taken = Buffer(10_000), []
    threads = [Thread(target=lambda: [buffer.put([row()]) for _ in range(200)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        taken += buffer._take()
    assert len(taken + buffer._take()) == 1600


ENDS = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from profiles.access_log import buffer
from profiles.models import AccessRecord
buffer.put([AccessRecord(via="session", act="GET x", status=200)])
"""
COUNTS = """
import django
django.setup()
from profiles.models import AccessRecord
print(AccessRecord.objects.count())
"""


def test_a_process_that_ends_loses_nothing(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path), "DEBUG": "true"}
    for code, said in ((ENDS, ""), (COUNTS, "1\n")):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (0, said), done.stderr
