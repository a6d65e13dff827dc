"""From a fresh clone to a served site with nothing but `make install` and `make run`."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project.sources import ROOT

pytestmark = pytest.mark.install

INSTALLED_WITHIN = 900
SERVED_WITHIN = 300
OWN_SETTINGS = {
    "BROKER_URL",
    "DATABASE_URL",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "LC_ALL",
    "RESULT_URL",
    "SECRET_KEY",
    "VAR_DIR",
}


@dataclass(frozen=True)
class Site:
    """A served site, and what `make run` printed before it answered."""

    url: str
    printed: str


def newcomer() -> dict[str, str]:
    """Give an environment without any setting of ours, in English."""
    return {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS} | {
        "LANG": "C.UTF-8"
    }


def make(target: str, clone: Path, **options) -> subprocess.Popen:
    """Start a target as a newcomer would, in a process group of its own."""
    command = ["make", *target.split()]
    return subprocess.Popen(command, cwd=clone, env=newcomer(), start_new_session=True, **options)


def browser() -> urllib.request.OpenerDirector:
    """Give a browser of its own, with cookies."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """Clone what is committed, and install it."""
    if not shutil.which("make") or not shutil.which("git"):
        pytest.skip("needs git and make")
    folder = tmp_path_factory.mktemp("fresh") / "stagepoort"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    assert make("install", folder).wait(INSTALLED_WITHIN) == 0
    return folder


@pytest.fixture(scope="module")
def site(clone) -> Iterator[Site]:
    """Run it on a free port until it answers, and stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    output = clone.parent / "output"
    with output.open("w") as file:
        run = make(f"run PORT={port}", clone, stdout=file, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/", run, output)
        yield Site(f"http://127.0.0.1:{port}", output.read_text())
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait(30)


def wait_for(url: str, run: subprocess.Popen, output: Path) -> None:
    """Wait until the address answers; fail with the output when `make run` ends or takes too long."""
    deadline = time.monotonic() + SERVED_WITHIN
    while time.monotonic() < deadline and run.poll() is None:
        try:
            browser().open(url, timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"{url} does not answer:\n{output.read_text()}")


@pytest.mark.parametrize("path", ["/", "/inloggen", "/api/v1/docs"])
def test_the_site_answers(site, path):
    with browser().open(site.url + path) as answer:
        assert answer.status == 200


def password_of(site: Site, role: str) -> str:
    found = re.search(rf"^  .*{role}@keyport\.example +(\S+)$", site.printed, re.MULTILINE)
    assert found, site.printed
    return found[1]


@pytest.mark.parametrize("role", ["student", "employer", "coordinator", "region-office", "admin"])
def test_every_printed_sign_in_works(site, role):
    own = browser()
    with own.open(f"{site.url}/inloggen") as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    email, password = f"{role}@keyport.example", password_of(site, role)
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    with own.open(f"{site.url}/inloggen", form.encode()) as answer:
        assert (answer.status, urllib.parse.urlparse(answer.url).path) == (200, "/start")


def test_the_second_run_finds_the_same_people(clone, site):
    database = clone / "var" / "stagepoort.sqlite3"
    size = database.stat().st_size
    again = subprocess.run(
        [clone / ".venv/bin/python", "manage.py", "demo"],
        cwd=clone,
        env=newcomer() | {"DEBUG": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.splitlines()[0] == "3500 students, 600 companies, 2000 vacancies; all invented."
    assert f"admin@keyport.example            {password_of(site, 'admin')}" in again.stdout
    assert database.stat().st_size == size
