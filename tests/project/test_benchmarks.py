"""The benchmarks run, and hold the fast path to the definition before they time it."""

import subprocess
import sys

from tests.project.sources import ROOT


def test_the_quick_benchmarks_run():
    command = [sys.executable, "-m", "tests.benchmarks", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("200 students × 300 vacancies")
    assert done.stdout.count("Stagepoort, exact full score") == 2
