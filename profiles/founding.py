"""Bringing schools in: from a region pack, or from a file of one's own."""

from django.utils.translation import gettext as _

from profiles.models import School
from reference.models import Place
from reference.models.identity import uuid_of
from reference.reporting import Report
from reference.tables import Column, Row, RowError, Table

COLUMNS = (
    Column("slug", ("code", "afkorting"), required=True),
    Column("name", ("naam", "school", "schoolnaam"), required=True),
    Column("kind", ("soort", "type"), required=True),
    Column("postcode", ("pc4",)),
    Column("place", ("plaats",)),
    Column("sectors", ("sectoren",)),
)


def load_schools(table: Table, report: Report) -> None:
    """Add or rename schools by their slug; a school that is not in the table stays as it is."""
    known = School.objects.in_bulk(field_name="slug")
    places = {place.postcode: place for place in Place.objects.filter(country="NL")}
    for row in table:
        if error := _error(row, places):
            report.errors.append(error)
            continue
        wanted = {
            "name": row.values["name"],
            "kind": row.values["kind"].lower(),
            "place": places.get(row.values["postcode"]),
        }
        _save(row.values["slug"], wanted, known, report)


def _error(row: Row, places: dict[str, Place]) -> RowError | None:
    if row.values["kind"].lower() not in School.Kind:
        return RowError(row.number, "kind", "unknown_kind", _("is none of vo, mbo, hbo, wo"))
    postcode = row.values["postcode"]
    if postcode and postcode not in places:
        detail = _("“%(postcode)s” is no known place; load it with load_places") % {"postcode": postcode}
        return RowError(row.number, "postcode", "unknown_place", detail)
    return None


def _save(slug: str, wanted: dict[str, object], known: dict[str, School], report: Report) -> None:
    school = known.get(slug)
    if school is None:
        uuid = uuid_of(f"https://stagepoort.nl/school/{slug}")
        known[slug] = School.objects.create(slug=slug, uuid=uuid, **wanted)
        report.added += 1
    elif any(getattr(school, name) != value for name, value in wanted.items()):
        School.objects.filter(pk=school.pk).update(**wanted)
        report.changed += 1
    else:
        report.unchanged += 1
