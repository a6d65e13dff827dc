"""A real Celery worker on the test database."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from config.celery import app
from tests.project.sources import ROOT


def url_of_test_database() -> str:
    it = connection.settings_dict
    return f"postgres://{it['USER']}:{it['PASSWORD']}@{it['HOST']}:{it['PORT'] or 5432}/{it['NAME']}"


@pytest.fixture
def worker(transactional_db: None) -> Iterator[subprocess.Popen]:
    """Start a worker, wait until it answers, and stop it afterwards."""
    assert settings.CELERY_BROKER_URL, "set BROKER_URL, RESULT_URL and DATABASE_URL: see .ci/services"
    environment = os.environ | {
        "DATABASE_URL": url_of_test_database(),
        "DJANGO_SETTINGS_MODULE": "config.test_settings",
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "WARNING",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until_it_answers(process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_it_answers(process: subprocess.Popen) -> None:
    for _ in range(30):
        assert process.poll() is None, "the worker stopped by itself"
        if app.control.ping(timeout=1):
            return
    raise AssertionError("the worker did not answer within 30 s")
