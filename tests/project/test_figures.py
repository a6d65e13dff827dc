"""The figures in the documents are those that were measured."""

import re
import tomllib

import pytest

from tests.project.sources import ROOT

PAGE = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\|.*\| ([\d,]+) \| `(\w+)(?:\.(\w+))?` \|$", re.MULTILINE)
MEASURED = tomllib.loads((ROOT / "docs" / "figures.toml").read_text(encoding="utf-8"))
QUOTED = ROW.findall(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("figure", "section", "name"), QUOTED)
def test_a_figure_is_as_measured(figure: str, section: str, name: str):
    """A whole section is quoted by its sum."""
    measured = MEASURED[section]
    assert int(figure.replace(",", "")) == (measured[name] if name else sum(measured.values()))


def test_every_section_that_was_measured_is_quoted():
    assert {section for _figure, section, _name in QUOTED} == set(MEASURED)
