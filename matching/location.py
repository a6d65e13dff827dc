"""How far it is, in whole metres over the globe, and what the distance is worth within one's reach."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

EARTH_M = 6_371_008.8
"""Mean radius of the earth in metres (IUGG)."""

FLOOR = 0.3
"""The share that is left at the edge of one's reach, and where something is unknown."""

_SERIES = (1.0, 1 / 6, 3 / 40, 15 / 336, 105 / 3456, 945 / 42240, 10395 / 599040, 135135 / 9676800)
_SERIES_ENDS = 0.1

Floats = npt.NDArray[np.float64]


def on_globe(lat: float | None, lon: float | None) -> tuple[float, float, float]:
    """Turn degrees into a point on the unit sphere; not a number where unknown."""
    if lat is None or lon is None:
        return math.nan, math.nan, math.nan
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def metres(here: Floats, there: Floats) -> Floats:
    """Measure the great-circle distances between points on the unit sphere, in whole metres.

    Both are arrays of shape (…, 3) that broadcast. Only sums, products and roots are used (the arcsine as its
    series up to 1,200 km), because these give the same bits alone, in a batch and on every machine.
    """
    gap = here - there
    half = np.sqrt(gap[..., 0] * gap[..., 0] + gap[..., 1] * gap[..., 1] + gap[..., 2] * gap[..., 2]) / 2
    square = half * half
    total = np.zeros_like(half)
    for term in reversed(_SERIES):
        total = total * square + term
    arc = np.atleast_1d(half * total)
    for far in np.flatnonzero(np.atleast_1d(half) > _SERIES_ENDS):
        arc[far] = math.asin(min(1.0, np.atleast_1d(half)[far]))
    rounded: Floats = np.rint(2 * EARTH_M * arc)
    return rounded


def metres_between(
    here: tuple[float | None, float | None], there: tuple[float | None, float | None]
) -> float:
    """Measure one distance between two pairs of degrees, in whole metres; not a number where unknown."""
    return float(metres(np.array(on_globe(*here)), np.array(on_globe(*there)))[0])


def share(distance: Any, reach: Any, remote: Any) -> Floats:
    """Give the share (0–1) that distances are worth: 1 at the door, falling to the floor at one's reach.

    It falls by the third power of the part of one's reach: what is within half of it is near enough.

    ``distance`` and ``reach`` are metres (not a number: unknown, then the floor), ``remote`` booleans
    (then 1); all broadcast.
    """
    distance, reach = np.asarray(distance, dtype=float), np.asarray(reach, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = distance / reach
        falling = FLOOR + (1 - FLOOR) * (1 - part * part * part)
    falling = np.where(distance == 0, np.where(np.isnan(reach), FLOOR, 1.0), falling)
    return np.where(remote, 1.0, np.fmax(FLOOR, falling))
