"""Rows of a list of places: the columns, and where a row says that a place lies."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from reference.loading.cells import Cells
from reference.reporting import Report
from reference.tables import Column, Row

COLUMNS = (
    Column("country", ("land", "landcode", "country_code")),
    Column("postcode", ("pc4", "pc", "postal_code", "zip", "zipcode", "plz"), required=True),
    Column("place", ("plaats", "woonplaats", "plaatsnaam", "name", "naam", "town", "ort"), required=True),
    Column("municipality", ("gemeente", "gemeentenaam")),
    Column("municipality_code", ("gemeentecode", "gm_code")),
    Column("lat", ("latitude", "breedtegraad", "breedte"), required=True),
    Column("lon", ("lng", "long", "longitude", "lengtegraad", "lengte"), required=True),
)
POSTCODES = {
    "NL": (re.compile(r"[1-9]\d{3}", re.ASCII), "6001"),
    "BE": (re.compile(r"[1-9]\d{3}", re.ASCII), "3960"),
    "DE": (re.compile(r"\d{5}", re.ASCII), "41849"),
}
_OTHER_POSTCODE = re.compile(r"[0-9A-Z][0-9A-Z -]{0,9}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


class Box(NamedTuple):
    """Where a country lies, in whole degrees and a bit more."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point lies inside."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


EARTH = Box(-90, 90, -180, 180)
BOXES = {"NL": Box(50.7, 53.7, 3.2, 7.3), "BE": Box(49.4, 51.6, 2.5, 6.5), "DE": Box(47.2, 55.1, 5.8, 15.1)}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a file gives it; an empty ``code`` means that only the name of the municipality is known."""

    country: str
    postcode: str
    name: str
    municipality: str
    code: str
    lat: float
    lon: float

    @property
    def key(self) -> tuple[str, str, str]:
        """Tell places apart as the database does."""
        return self.country, self.postcode, self.name


def spot_of(row: Row, report: Report, seen: dict[tuple[str, str, str], int]) -> Spot | None:
    """Read one place; what is wrong goes into the report. ``seen`` gathers the places of the file."""
    cells = Cells(row, report)
    cells.need("postcode", "place", "lat", "lon")
    for column, most in (("place", 100), ("municipality", 100), ("municipality_code", 12)):
        cells.fit(column, most)
    country = _country(cells)
    postcode = _postcode(cells, country)
    lat, lon = cells.degrees("lat"), cells.degrees("lon")
    if lat is not None and lon is not None:
        _locate(cells, country, lat, lon)
    key = (country, postcode, cells["place"])
    if not cells.bad and key in seen:
        cells.refuse("place", "duplicate_row", _("stands in row %(row)d already") % {"row": seen[key]})
    if cells.bad or lat is None or lon is None:
        return None
    seen[key] = row.number
    return Spot(*key, cells["municipality"], cells["municipality_code"], lat, lon)


def _country(cells: Cells) -> str:
    country = cells["country"].upper() or "NL"
    if not _COUNTRY.fullmatch(country):
        cells.refuse("country", "unknown_country", _("is no country code; write NL, BE or DE"))
    return country


def _postcode(cells: Cells, country: str) -> str:
    postcode = cells["postcode"].upper()
    pattern, example = POSTCODES.get(country, (_OTHER_POSTCODE, "1234"))
    if postcode and not pattern.fullmatch(postcode):
        detail = _("is no postcode of this country; write for instance %(example)s") % {"example": example}
        cells.refuse("postcode", "bad_postcode", detail)
    return postcode


def _locate(cells: Cells, country: str, lat: float, lon: float) -> None:
    """Refuse a centre that does not lie in the country, and say so when the two numbers are swapped."""
    box = BOXES.get(country, EARTH)
    if box.holds(lat, lon):
        return
    if box.holds(lon, lat):
        detail = _("and lon are swapped: the latitude comes first")
        cells.refuse("lat", "swapped_coordinates", detail, f"lat {lon}, lon {lat}")
    else:
        cells.refuse("lat", "outside_country", _("and lon lie outside %(country)s") % {"country": country})
