"""What every answer says to browsers: pages, the API, files and refusals alike."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.project.sources import ROOT

PATHS = [
    "/",
    "/inloggen",
    "/start",
    "/nowhere",
    "/api/v1/skills",
    "/api/v1/openapi",
    "/static/web/favicon.svg",
]
ALWAYS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_browsers_may(db, path):
    answer = Client().get(path)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer.headers["Permissions-Policy"].split(", ")


@pytest.mark.parametrize("path", [path for path in PATHS if "static" not in path])
def test_no_answer_runs_what_is_inline(db, path):
    policy = Client().get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy.split("; ")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", [path for path in PATHS if path not in ("/api/v1/openapi", PATHS[-1])])
def test_nobody_keeps_an_answer(db, path):
    assert Client().get(path).headers["Cache-Control"] == "no-store"


def test_cookies_are_for_this_site_and_no_script_reads_who_is_signed_in(world):
    client = Client()
    client.post("/inloggen", {"login": world.bram.email, "password": "welkom-in-weert"})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    client.post("/taal", {"language": "en"})
    language = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (language["httponly"], language["samesite"]) == (True, "Lax")


def test_a_real_installation_speaks_https_only(tmp_path):
    code = (
        "from config import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.SECOND_FACTOR_REQUIRED)"
    )
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DEBUG", "SECOND_FACTOR_REQUIRED")
    }
    environment = kept | {"VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True"] * 6
