"""The figures that the documents quote: measured by tests, kept in docs/figures.toml.

A run with ``FIGURES=write`` (`make figures`) writes them; every other run holds what it measures to them.
"""

import os
import tomllib

from tests.project.sources import ROOT

PAGE = ROOT / "docs" / "figures.toml"
HEAD = "# What the tests measure and the documents quote; written by `make figures`.\n"


def at_least(section: str, **measured: int) -> None:
    """Hold a measured count to the one we publish: it may have grown since, and not shrunk.

    What was never published holds nothing yet.
    """
    _keep(section, measured)
    published = _read().get(section, {})
    assert {name: most for name, most in published.items() if measured.get(name, most) < most} == {}


def exactly(section: str, **measured: int | float | str) -> None:
    """Hold a measured figure to the one we publish."""
    _keep(section, measured)
    published = _read()[section]
    assert {name: published[name] for name in measured} == measured


def _keep(section: str, measured: dict[str, int | float | str]) -> None:
    if os.environ.get("FIGURES") == "write":
        figures = _read()
        figures.setdefault(section, {}).update(measured)
        PAGE.write_text(HEAD + "".join(_written(*each) for each in sorted(figures.items())), encoding="utf-8")


def _read() -> dict[str, dict[str, int | float | str]]:
    return tomllib.loads(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}


def _written(section: str, figures: dict[str, int | float | str]) -> str:
    lines = (
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
        for name, value in sorted(figures.items())
    )
    return f"\n[{section}]\n" + "\n".join(lines) + "\n"
