"""Whoever sweeps the outbox may be killed at any moment: every mail comes, and each in one file."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.celery import app
from placements.applying import apply
from profiles import notifying
from profiles.models import Notification
from tests import figures
from tests.project.sources import ROOT
from tests.worker.conftest import url_of_test_database, wait_until_it_answers

pytestmark = pytest.mark.worker

MAILS = 600
MORE = 15
"""So many mails go out before the next kill, so that it comes in the middle of a sweep."""
PATIENCE = 240  # seconds, more than the two minutes after which what died twice is tried again

SWEEPS = """
import django, time
django.setup()
from profiles import outbox
while True:
    outbox.sweep()
"""
WORKER = ["-m", "celery", "-A", "config", "worker", "--concurrency", "1", "--loglevel", "ERROR"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Mail goes into files here, for us and for the processes that we start."""
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


@pytest.fixture
def start(folder: Path, transactional_db: None) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start Python on the test database, in a process group of its own; ends what is left."""
    assert settings.CELERY_BROKER_URL, "set BROKER_URL, RESULT_URL and DATABASE_URL: see .ci/services"
    started: list[subprocess.Popen] = []
    environment = os.environ | {
        "DATABASE_URL": url_of_test_database(),
        "DJANGO_SETTINGS_MODULE": "config.test_settings",
        "EMAIL_URL": f"filemail:///{folder}",
        "OUTBOX_LEASE_SECONDS": "1",
    }

    def begin(*arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, start_new_session=True
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(is_so: Callable[[], bool], what: str) -> None:
    """Look every hundredth of a second whether something is so by now."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.01)


def count(folder: Path) -> int:
    return len(list(folder.glob("*.eml")))


def kill(process: subprocess.Popen) -> None:
    """End a process and all that it started, as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def child_of(process: subprocess.Popen) -> int:
    """Give the process that does the work of a worker."""
    listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True)
    return int(listed.stdout.split()[0])


def test_nothing_is_lost_and_nothing_is_doubled(world, folder, start):
    application = apply(world.sanne, world.vacancy, by=world.sanne.user)
    Notification.objects.all().delete()
    for number in range(MAILS):
        notifying.tell([world.bram], "company-received", application.uuid, key=number, context={"step": 1})
    kills = 0

    def go_on(stop: Callable[[], None]) -> None:
        """Let some more mails go, and stop whoever sends them in the middle."""
        nonlocal kills
        before = count(folder)
        until(lambda: count(folder) >= before + MORE, "nobody sends")
        stop()
        assert Notification.objects.open().exists(), "it ended before the kill: make MAILS larger"
        kills += 1

    for _ in range(5):  # the process that serves, where there is no worker
        sweeper = start("-c", SWEEPS)
        go_on(lambda process=sweeper: kill(process))
    for _ in range(4):  # a worker, whole
        worker = start(*WORKER)
        wait_until_it_answers(worker)
        app.send_task("profiles.tasks.send_notifications")
        go_on(lambda process=worker: kill(process))
    worker = start(*WORKER)
    wait_until_it_answers(worker)
    app.send_task("profiles.tasks.send_notifications")
    for _ in range(4):  # only the process that works: its task comes back to the worker
        go_on(lambda: os.kill(child_of(worker), signal.SIGKILL))
    app.control.purge()
    sweepers = [start("-c", SWEEPS) for _ in range(2)]  # and two beside the worker end it
    connection.close()
    until(lambda: not Notification.objects.open().exists(), "not everything was sent")
    for process in (worker, *sweepers):
        kill(process)
    rows = Notification.objects.all()
    assert sorted(path.stem for path in folder.glob("*.eml")) == sorted(str(row.uuid) for row in rows)
    assert (rows.count(), rows.filter(sent_at__isnull=True).count()) == (MAILS, 0)
    again = sum(row.attempts > 1 for row in rows)
    figures.exactly("outbox", kills=kills, mails=MAILS, lost=0, doubled=0)
    assert again <= kills
