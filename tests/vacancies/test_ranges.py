"""Ranges of a vacancy are known at both ends or not at all."""

import pytest
from django.db import IntegrityError

from tests.world import World
from vacancies.models import Vacancy

HALF_OR_WRONG = [
    {"hours_min": 16},
    {"hours_max": 24},
    {"hours_min": 24, "hours_max": 16},
    {"hours_min": 0, "hours_max": 16},
    {"hours_min": 16, "hours_max": 41},
    {"level_min": 2},
    {"level_max": 4},
    {"level_min": 4, "level_max": 2},
    {"level_min": 1, "level_max": 9},
]


@pytest.mark.parametrize("fields", HALF_OR_WRONG, ids=str)
def test_the_database_refuses_half_a_range(world: World, fields: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        Vacancy.objects.filter(pk=world.vacancy.pk).update(**fields)
