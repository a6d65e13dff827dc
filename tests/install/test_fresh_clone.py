"""From a fresh clone to a served site with nothing but `make install` and `make run`."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
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
OWN_SETTINGS = (
    "DATABASE_URL",
    "VAR_DIR",
    "BROKER_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "DEBUG",
    "LANG",
)


@dataclass(frozen=True)
class Site:
    """A served site, and what `make run` printed before it answered."""

    url: str
    printed: str


def make(target: str, clone: Path, **options) -> subprocess.Popen:
    """Start a target as a newcomer would: without any setting of ours, in a process group of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in OWN_SETTINGS}
    return subprocess.Popen(
        ["make", *target.split()],
        cwd=clone,
        env=environment | {"LANG": "C.UTF-8"},
        start_new_session=True,
        **options,
    )


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
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"{url} does not answer:\n{output.read_text()}")


@pytest.mark.parametrize("path", ["/", "/inloggen", "/api/v1/docs"])
def test_the_site_answers(site, path):
    with urllib.request.urlopen(site.url + path) as answer:
        assert answer.status == 200


def password_of(site: Site, role: str) -> str:
    found = re.search(rf"^  .*{role}@keyport\.example +(\S+)$", site.printed, re.MULTILINE)
    assert found, site.printed
    return found[1]


@pytest.mark.parametrize("role", ["student", "employer", "coordinator", "region-office", "admin"])
def test_every_printed_sign_in_works(site, role):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{site.url}/inloggen").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = {
        "csrfmiddlewaretoken": token,
        "username": f"{role}@keyport.example",
        "password": password_of(site, role),
    }
    request = urllib.request.Request(
        f"{site.url}/inloggen", urllib.parse.urlencode(form).encode(), {"Referer": f"{site.url}/inloggen"}
    )
    with browser.open(request) as answer:
        assert (answer.status, urllib.parse.urlparse(answer.url).path) == (200, "/start")


def test_a_wrong_password_does_not(site):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with pytest.raises(urllib.error.HTTPError) as refused:
        browser.open(f"{site.url}/inloggen", b"username=admin%40keyport.example&password=guess")
    assert refused.value.code == 403


def test_the_second_run_finds_the_same_people(clone, site):
    database = clone / "var" / "stagepoort.sqlite3"
    size = database.stat().st_size
    again = subprocess.run(
        [clone / ".venv/bin/python", "manage.py", "demo"],
        cwd=clone,
        env=os.environ | {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "config.settings", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.splitlines()[0] == "3500 students, 600 companies, 2000 vacancies; all invented."
    assert f"admin@keyport.example            {password_of(site, 'admin')}" in again.stdout
    assert database.stat().st_size == size
