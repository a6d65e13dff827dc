"""The indicators and tables of the matrix: named by a code, and nobody's own."""

from collections.abc import MutableMapping

from profiles.policy import Noun
from tests.policy.thing import Thing


def add_counts(things: MutableMapping[Noun, dict[str, Thing]]) -> None:
    """Add an indicator and a table that are there, and one of each that is not."""
    things[Noun.INDICATOR] = {
        "placements": Thing("placements", is_public=True),
        "missing indicator": Thing("happiness", is_there=False),
    }
    things[Noun.TABLE] = {
        "table of placements": Thing("placements-by-school-and-kind", is_public=True),
        "missing table": Thing("students-by-name", is_there=False),
    }
