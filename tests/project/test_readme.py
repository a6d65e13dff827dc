"""The examples of the README run as written."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"<!-- tested(: \w+)? -->\n```sh\n(.*?)```", README, re.DOTALL)


def environment(var: Path, **more: str) -> dict[str, str]:
    """Give an environment of its own: another database, and none of this machine's services."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BROKER_URL")}
    return kept | {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings"} | more


def run(script: str, **variables: str) -> str:
    # The examples name the environment that make made; the tests may run in another one.
    script = script.replace(".venv/bin/python", sys.executable).replace("make install\n", "")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=ROOT, env=variables, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[dict[str, str]]:
    """Serve a small invented region; gives the variables that the examples use."""
    variables = environment(tmp_path_factory.mktemp("var"), DEBUG="true")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    size = ["--students", "60", "--companies", "20", "--vacancies", "50"]
    command = [sys.executable, "manage.py", "demo", "--serve", address, *size]
    server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/api/v1/openapi", server)
        yield variables | {"SITE": f"http://{address}"}
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        assert server.poll() is None, "the site stopped by itself"
        try:
            urllib.request.urlopen(url, timeout=5).read()  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


def test_the_blocks_are_found():
    assert [bool(kind) for kind, _ in BLOCKS] == [False, True, True, False]


def test_from_two_lists_to_explained_matches(tmp_path):
    out = run(BLOCKS[0][1], **environment(tmp_path))
    assert "Dry run, nothing written: 4 added" in out
    assert out.count("4 added, 0 changed") == 3
    assert re.search(r"1\. Stagiair onderhoudsmonteur – Maasland Metaal, Roermond\n   \w+", out)
    assert "1. Amira Haddad" in out


def test_the_api_answers_as_written(site):
    token, *calls = BLOCKS[1][1].splitlines()
    (students,) = json_lines(f"{token}\n{calls[0]}", site)
    student = students["results"][0]["id"]
    answers = json_lines("\n".join([token, *calls[1:]]), site | {"STUDENT": student})
    matches, suggestions, counts = answers
    assert len(matches["results"]) == min(3, matches["count"])
    assert suggestions["results"][0]["name"] == "lassen"
    assert counts["placements"] == sum(row["placements"] for row in counts["rows"]) > 0


def test_the_counts_answer_as_written(site):
    lines = BLOCKS[2][1].splitlines()
    out = run("\n".join(lines).replace("curl -s -H", "curl -sf -w '\\n' -H"), **site)
    indicators, calls, counted, written = [line for line in out.splitlines() if line][-4:]
    assert len(json.loads(indicators)["rows"]) == 15
    assert "points" in calls
    assert re.match(r"20\d\d-\d\d-\d\d: \d+ added", counted)
    files = re.findall(r"\S+report-20\d\d-Q[1-4]\.(?:pdf|csv)", written)
    assert [Path(file).stat().st_size > 500 for file in files] == [True, True]


def json_lines(script: str, variables: dict[str, str]) -> list[dict]:
    """Run lines that each print one JSON document."""
    out = run(script.replace("curl -s", "curl -sf -w '\\n'"), **variables)
    return [json.loads(line) for line in out.splitlines() if line]


def test_the_engine_runs_without_django(tmp_path):
    out = run(BLOCKS[3][1], **environment(tmp_path))
    assert re.search(r"^q1\t1\ts1\t", out, re.MULTILINE)
    ranked = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert {each["id"]: each["ranking"][0]["id"] for each in ranked} == {"sanne": "v1", "daan": "v2"}
