"""Run a benchmark on a small region, for a test."""

import subprocess
import sys

from tests.project.sources import ROOT


def run(what: str) -> str:
    """Give what it prints; raises AssertionError with what went wrong."""
    command = [sys.executable, "-m", "tests.benchmarks", what, "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
