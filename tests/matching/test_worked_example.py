"""The worked example of docs/matching.md says what the engine says of the example files."""

import json
import subprocess
import sys
from pathlib import Path

from matching.reasons import Row
from matching.rendering import render
from tests.project.sources import ROOT

EXAMPLES = Path("docs/examples")
LABELS = {"s1": "lassen", "s4": "technische tekeningen lezen"}


def ranked() -> dict:
    """Rank the example vacancies for the first example student, through the command line."""
    command = [sys.executable, "-m", "matching", "rank", "--plain"]
    command += [
        "--students",
        str(EXAMPLES / "students.jsonl"),
        "--vacancies",
        str(EXAMPLES / "vacancies.jsonl"),
    ]
    command += ["--labels", str(EXAMPLES / "labels.tsv")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[0])["ranking"][0]


def told(match: dict) -> str:
    """Write a match as the document shows it: points and sentence per reason, then the sum."""
    rows = [Row(it["code"], it["values"], it["points"]) for it in match["reasons"]]
    lines = [f"{row.points:>6}  {render(row, 'en', lambda concept, _: LABELS[concept])}" for row in rows]
    parts = match["parts"]
    total = f"{sum(parts.values()):>6}  = skills {parts['skills']} + level {parts['level']}"
    return "\n".join([*lines, f"{total} + travel {parts['location']}"])


def test_the_worked_example():
    match = ranked()
    assert told(match) in (ROOT / "docs" / "matching.md").read_text(encoding="utf-8"), "\n" + told(match)
    assert sum(it["points"] for it in match["reasons"]) == sum(match["parts"].values())
