"""What the engine must not load: no Django ever, nothing slow until it is needed."""

import subprocess
import sys

import pytest

MODULES = ("matching", "matching.matcher", "matching.knowledge", "matching.rendering", "matching.__main__")


@pytest.mark.parametrize("module", MODULES)
def test_neither_django_nor_anything_slow_is_loaded(module):
    code = (
        f"import sys, {module}; print(*sorted({{'django', 'sklearn', 'scipy', 'numba'}} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout == "\n"
