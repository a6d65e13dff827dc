"""What is known of a profile, and what would help most to add."""

from datetime import date

import pytest

from profiles.completeness import FEWEST_SKILLS, Part, completeness_of
from profiles.models import Student
from reference.levels import Level

WHOLE = {
    "level": Level.BACHELOR,
    "kinds": ["internship"],
    "place_id": 1,
    "reach_km": 10,
    "available_from": date(2027, 2, 1),
}


@pytest.mark.parametrize(
    ("changes", "skills", "unknown", "percent"),
    [
        ({}, FEWEST_SKILLS, (), 100),
        ({}, FEWEST_SKILLS - 1, (Part.SKILLS,), 83),
        ({"kinds": []}, FEWEST_SKILLS, (Part.KINDS,), 83),
        ({"level": None, "reach_km": None}, FEWEST_SKILLS, (Part.LEVEL, Part.REACH), 67),
        ({"available_from": None, "place_id": None}, 0, (Part.SKILLS, Part.PLACE, Part.PERIOD), 50),
        (dict.fromkeys(WHOLE), 0, tuple(Part), 0),
    ],
)
def test_the_unknown_parts_stand_most_telling_first(changes, skills, unknown, percent):
    found = completeness_of(Student(**(WHOLE | changes)), skills=skills)
    assert (found.unknown, found.percent) == (unknown, percent)
    assert found.next == (unknown[0] if unknown else None)
    assert {*found.known, *found.unknown} == set(Part)
