"""The order of layers holds, imports inside functions included."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.sources import RANK, ROOT, imports, modules, packages


def upward(package: str, imported: str) -> bool:
    """Tell whether a package may not import another: a higher one, or a neighbour on its own layer."""
    return imported in RANK and imported != package and RANK[imported] >= RANK[package]


def wrong_imports(path: Path) -> list[str]:
    package = path.relative_to(ROOT).parts[0]
    return [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for line, module in imports(path)
        if upward(package, module.split(".")[0]) or (package == "matching" and module.startswith("django"))
    ]


def test_every_package_has_a_layer():
    assert packages() == set(RANK)


def test_nothing_imports_upwards():
    assert [wrong for path in modules() for wrong in wrong_imports(path)] == []


@pytest.mark.parametrize(
    ("package", "imported", "expected"),
    [
        ("matching", "reference", True),
        ("api", "web", True),
        ("web", "profiles", False),
        ("api", "api", False),
    ],
)
def test_the_rule_itself(package, imported, expected):
    assert upward(package, imported) is expected


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and list the top-level modules that it loaded."""
    script = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_engine_knows_no_django():
    everything = ";".join(
        "import " + ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "matching").glob("*.py")
        if not path.stem.startswith("__")
    )
    assert "django" not in loaded_by(everything)


def test_sklearn_is_loaded_only_where_ranking_happens():
    setup = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.test_settings'; import django; "
    loaded = loaded_by(setup + "django.setup(); import django.urls; django.urls.get_resolver().url_patterns")
    assert {"django", "rest_framework"} <= loaded
    assert loaded & {"sklearn", "numba"} == set()
