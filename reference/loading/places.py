"""Places by postcode with their centres, and the municipalities they belong to."""

from matching.words import fold
from reference.loading.batches import BATCH, Watch, in_batches, unwatched
from reference.loading.place_rows import Spot, spot_of
from reference.models import Municipality, Place
from reference.models.identity import uuid_of
from reference.reporting import Report
from reference.tables import Table


def load_places(table: Table, report: Report, *, watch: Watch = unwatched) -> None:
    """Write the good rows of a table with `COLUMNS` and count them; bad rows go into the report.

    Municipalities that are not there yet are added, by code where the file gives one, else by name.
    """
    seen: dict[tuple[str, str, str], int] = {}
    spots = (spot for row in watch(table) if (spot := spot_of(row, report, seen)))
    municipalities = _Municipalities()
    for batch in in_batches(spots):
        _save(batch, municipalities, report)


class _Municipalities:
    """The municipalities by code, and those without an official code by name."""

    def __init__(self) -> None:
        self._by_code = {each.code: each for each in Municipality.objects.all()}

    def find(self, spot: Spot) -> Municipality | None:
        """Give the municipality of a spot, made or renamed when need be."""
        if not spot.municipality and not spot.code:
            return None
        code = spot.code or self._code_of(spot)
        found = self._by_code.get(code)
        if found is None:
            name = spot.municipality or code
            uuid = uuid_of(f"https://stagepoort.nl/municipality/{code}")
            found = Municipality.objects.create(code=code, name=name, country=spot.country, uuid=uuid)
            self._by_code[code] = found
        elif spot.municipality and found.name != spot.municipality:
            found.name = spot.municipality
            found.save(update_fields=["name"])
        return found

    def _code_of(self, spot: Spot) -> str:
        """Give the code that this name has, or one made from the name."""
        name = fold(spot.municipality)
        own = [
            code
            for code, each in self._by_code.items()
            if each.country == spot.country and fold(each.name) == name
        ]
        made = uuid_of(f"https://stagepoort.nl/municipality/{spot.country}/{name}").hex[:8]
        return min(own, default=f"{spot.country}-{made}")


def _save(batch: list[Spot], municipalities: _Municipalities, report: Report) -> None:
    rows = Place.objects.filter(postcode__in={spot.postcode for spot in batch})
    known = {(row.country, row.postcode, row.name): row for row in rows}
    new, changed = [], []
    for spot in batch:
        municipality = municipalities.find(spot)
        row = known.get(spot.key)
        if row is None:
            new.append(_place(spot, municipality))
        elif _move(row, spot, municipality):
            changed.append(row)
    Place.objects.bulk_create(new, batch_size=BATCH)
    Place.objects.bulk_update(changed, ["lat", "lon", "municipality"], batch_size=BATCH)
    report.count(len(batch), added=len(new), changed=len(changed))


def _place(spot: Spot, municipality: Municipality | None) -> Place:
    country, postcode, name = spot.key
    uuid = uuid_of(f"https://stagepoort.nl/place/{country}/{postcode}/{name}")
    return Place(
        country=country,
        postcode=postcode,
        name=name,
        municipality=municipality,
        lat=spot.lat,
        lon=spot.lon,
        uuid=uuid,
    )


def _move(row: Place, spot: Spot, municipality: Municipality | None) -> bool:
    """Set centre and municipality (kept when the file tells none); tell whether anything differed."""
    belongs = municipality.pk if municipality else row.municipality_id
    before = (row.lat, row.lon, row.municipality_id)
    row.lat, row.lon, row.municipality_id = spot.lat, spot.lon, belongs
    return before != (spot.lat, spot.lon, belongs)
