"""A region pack, loaded: municipalities, sectors, places, starter vocabulary, programmes and shortages."""

from pathlib import Path

from reference.loading.batches import Watch, unwatched
from reference.loading.marking import new_edition
from reference.loading.pack import Pack, find_pack
from reference.loading.place_rows import COLUMNS as PLACES
from reference.loading.places import load_places
from reference.loading.programme_rows import COLUMNS as PROGRAMMES
from reference.loading.programmes import load_programmes
from reference.loading.resolving import resolvers_of
from reference.loading.shortages import COLUMNS as SHORTAGES
from reference.loading.shortages import load_shortages
from reference.loading.starters import load_starters, opened
from reference.models import Municipality, Sector
from reference.models.identity import uuid_of
from reference.reporting import Report


def load_region(
    name: str | Path, *, reports: list[Report] | None = None, watch: Watch = unwatched
) -> list[Report]:
    """Load the pack with that short name or in that folder; one report per file.

    The region's words stand before those of ESCO. Nothing is removed, except that only the municipalities of
    this pack are in the region afterwards. Makes a new `Edition` when anything changed. Raises `TableError`.
    """
    reports = [] if reports is None else reports
    pack = find_pack(name)
    reports.append(_load_region(pack))
    table, report = opened(pack.folder / "places.csv", PLACES, reports)
    load_places(table, report, watch=watch)
    report.errors.extend(table.errors)
    load_starters(pack, reports, watch=watch)
    resolvers = resolvers_of(pack)
    for _sector, path in pack.by_sector("programmes"):
        table, report = opened(path, PROGRAMMES, reports)
        load_programmes(table, report, resolvers=resolvers, watch=watch)
        report.errors.extend(table.errors)
    new_edition(f"region {pack.slug}", reports)
    if (path := pack.folder / "shortage_occupations.csv").exists():
        table, report = opened(path, SHORTAGES, reports)
        load_shortages(table, report, occupations=resolvers.occupations, watch=watch)
        report.errors.extend(table.errors)
    return reports


def _load_region(pack: Pack) -> Report:
    """Write the municipalities and the sectors of the region."""
    report = Report("region.toml")
    sectors = {
        code: {"name_nl": nl, "name_en": en, "uuid": uuid_of(f"https://stagepoort.nl/sector/{code}")}
        for code, (nl, en) in pack.sectors.items()
    }
    municipalities = {
        code: {
            "name": name,
            "country": pack.country,
            "in_region": True,
            "uuid": uuid_of(f"https://stagepoort.nl/municipality/{code}"),
        }
        for code, name in pack.municipalities.items()
    }
    _bring(Sector, sectors, report)
    _bring(Municipality, municipalities, report)
    report.changed += (
        Municipality.objects.filter(in_region=True).exclude(code__in=municipalities).update(in_region=False)
    )
    return report


def _bring(
    model: type[Sector] | type[Municipality], wanted: dict[str, dict[str, object]], report: Report
) -> None:
    """Make or mend a handful of rows by their code; a row that is there keeps its uuid."""
    known = model.objects.in_bulk(list(wanted), field_name="code")
    added = [model(code=code, **fields) for code, fields in wanted.items() if code not in known]
    changed = 0
    for code, row in known.items():
        fields = {name: value for name, value in wanted[code].items() if name != "uuid"}
        if any(getattr(row, name) != value for name, value in fields.items()):
            changed += model.objects.filter(pk=row.pk).update(**fields)
    model.objects.bulk_create(added)
    report.count(len(wanted), added=len(added), changed=changed)
