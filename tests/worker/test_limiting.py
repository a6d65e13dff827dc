"""Two processes that count in one Redis let in as many as one would."""

import os
import subprocess
import sys
import uuid

import pytest
from django.conf import settings

from tests.project.sources import ROOT

pytestmark = pytest.mark.worker

ASKS = """
import sys, django
django.setup()
from profiles.limiting import SIGN_IN, TooOften, take
def is_let_in():
    try:
        take(SIGN_IN, sys.argv[1])
    except TooOften:
        return False
    return True
sys.stdin.readline()
print([is_let_in() for _ in range(200)].count(True))
"""


def test_two_processes_get_twenty_and_no_more():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "RATE_LIMIT_URL": settings.CELERY_BROKER_URL,
        "RATE_SIGN_IN": "20/hour",
    }
    command = [sys.executable, "-c", ASKS, str(uuid.uuid4())]
    both = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for each in both:
        each.stdin.write("\n")
        each.stdin.flush()
    assert sum(int(each.communicate(timeout=60)[0]) for each in both) == 20
