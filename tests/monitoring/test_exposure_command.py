"""The command that tells who gets seen: today's people and vacancies, in tables."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.world import World


def test_the_tables_of_the_named_world(world: World) -> None:
    out = StringIO()
    call_command("exposure", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## Lists and who is seen",
        "## Exposure by open vacancies of the company",
        "## Exposure by seats left of the company",
    ]
    assert "| 1 | 1 | 1.000 | 1.000 (1.000–1.000) | 1.000 (1.000–1.000) |" in lines
    assert any(line.startswith("1 students with an eligible vacancy.") for line in lines)


def test_nobody_to_be_seen_is_said(db) -> None:
    with pytest.raises(CommandError, match="no active student is eligible for an open vacancy"):
        call_command("exposure", stdout=StringIO())
