"""Distances over the globe and what they are worth."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.location import metres, metres_between, on_globe, share

DISTANCES = [
    ((51.2517, 5.7069), (51.1942, 5.9875), 20_561),  # Weert–Roermond
    ((51.2517, 5.7069), (51.2517, 5.7069), 0),
    ((52.3676, 4.9041), (41.0082, 28.9784), 2_211_951),  # Amsterdam–Istanbul, beyond the series
    ((90.0, 0.0), (-90.0, 0.0), 20_015_114),
    ((0.0, 179.5), (0.0, -179.5), 111_195),
]


@pytest.mark.parametrize(("here", "there", "expected"), DISTANCES)
def test_metres(here, there, expected):
    assert metres_between(here, there) == expected


def test_an_unknown_place_is_at_no_distance():
    assert math.isnan(metres_between((None, None), (51.0, 6.0)))


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(degrees, st.lists(degrees, min_size=1, max_size=6))
def test_a_batch_has_the_bits_of_the_single_pairs(here, there):
    batch = metres(np.array([on_globe(*here)]), np.array([on_globe(*each) for each in there]))
    assert batch.tolist() == [metres_between(here, each) for each in there]


@given(degrees, degrees)
def test_metres_are_those_of_the_haversine(here, there):
    (lat1, lon1), (lat2, lon2) = (map(math.radians, place) for place in (here, there))
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    assert metres_between(here, there) == pytest.approx(
        2 * 6_371_008.8 * math.asin(min(1, math.sqrt(a))), abs=1
    )


SHARES = [
    (0, 10_000, False, 1.0),
    (5_000, 10_000, False, 0.9125),
    (10_000, 10_000, False, 0.3),
    (99_000, 10_000, False, 0.3),
    (0, 0, False, 1.0),
    (1, 0, False, 0.3),
    (math.nan, 10_000, False, 0.3),
    (5_000, math.nan, False, 0.3),
    (0, math.nan, False, 0.3),
    (math.nan, math.nan, True, 1.0),
    (99_000, 10_000, True, 1.0),
]


@pytest.mark.parametrize(("distance", "reach", "remote", "expected"), SHARES)
def test_share(distance, reach, remote, expected):
    assert float(share(distance, reach, remote)) == pytest.approx(expected, abs=1e-12)
