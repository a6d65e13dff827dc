"""The settings of the test suite: the product's own, on a throw-away database and with quick passwords."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-the-tests")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="stagepoort-tests-"))
os.environ["DEBUG"] = "true"

from config.settings import *  # noqa: F403
from config.settings import STATIC_ROOT, STORAGES

DEBUG = False
RATE_LIMIT_URL = ""
CLOCK_IN_PROCESS = False
ACCESS_LOG_SECONDS = (
    None  # written by hand: a write more with every answer would count as a query of the page
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
