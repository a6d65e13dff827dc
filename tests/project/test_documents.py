"""What the documents name exists."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.project.sources import ROOT, modules

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    broken = [
        link
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


def test_every_setting_from_the_environment_is_documented():
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    assert used == documented


def test_the_changelog_names_the_version():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_module_is_used():
    """A file that nothing imports, runs or configures is dead."""
    text = "\n".join(
        p.read_text(encoding="utf-8") for p in [*modules(), ROOT / "pyproject.toml", ROOT / "manage.py"]
    )
    entrances = {
        "__init__",
        "__main__",
        "apps",
        "celery",
        "wsgi",
        "test_settings",
        "settings",
        "urls",
        "tasks",
    }
    dead = [
        str(p.relative_to(ROOT))
        for p in modules()
        if p.stem not in entrances
        and p.parent.name not in {"commands", "management", "templatetags"}
        and not re.search(rf"\b{p.parent.name}(\.{p.stem}\b| import .*\b{p.stem}\b)", text)
        and not re.search(rf"from {'.'.join(p.relative_to(ROOT).parent.parts)} import[^)]*\b{p.stem}\b", text)
    ]
    assert dead == []


def test_nothing_committed_names_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    texts = [
        ROOT / name
        for name in listed.split("\0")
        if name.endswith((".py", ".md", ".toml", ".txt", ".csv", ".yaml"))
    ]
    pattern = re.compile(r"(?<![\w.~-])/(home|Users|root)/\w")
    assert [str(p) for p in texts if p.exists() and pattern.search(p.read_text(encoding="utf-8"))] == []
