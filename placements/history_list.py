"""The list of past placements that a school brings: its columns, and what one row tells."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from placements.hosts import Host, Hosts
from placements.models import Placement
from profiles.reading.cells import Cells
from profiles.reading.kinds import read_kind
from profiles.reading.lookups import Municipalities, Programmes
from profiles.reading.values import one_of, read_day, read_number, read_text, squeezed
from profiles.student_list import read_student_number
from reference.models import Programme
from reference.tables import Column

COLUMNS = (
    Column(
        "student_number",
        (
            "studentnummer",
            "leerlingnummer",
            "leerlingnr",
            "studentnr",
            "deelnemernummer",
            "student_id",
            "number",
        ),
    ),
    Column("class", ("klas", "groep", "klas/groep", "groepscode", "klascode", "group", "stamgroep")),
    Column(
        "programme",
        ("opleiding", "opleiding/crebo", "crebo", "crebocode", "crebonummer", "croho", "opleidingscode"),
    ),
    Column("kind", ("soort", "type", "soort_plek"), required=True),
    Column("company", ("bedrijf", "bedrijfsnaam", "leerbedrijf", "organisatie", "werkgever", "employer")),
    Column(
        "register_number",
        ("kvk", "kvk_nummer", "kvknummer", "kbo", "kbo_nummer", "ondernemingsnummer", "handelsregister"),
    ),
    Column("leerbedrijf_id", ("leerbedrijfid", "leerbedrijfnummer", "leerbedrijf_nummer", "company_id")),
    Column(
        "start", ("begin", "begindatum", "startdatum", "vanaf", "van", "from", "start_date"), required=True
    ),
    Column("end", ("eind", "einde", "einddatum", "tot", "t/m", "tot_en_met", "until", "end_date")),
    Column("ended", ("afloop", "resultaat", "uitkomst", "status", "outcome", "result", "hoe_geëindigd")),
    Column("hours", ("uren", "uren_per_week", "hours_per_week", "uur")),
    Column(
        "home", ("woongemeente", "woonplaats", "gemeente_student", "home_municipality", "postcode_student")
    ),
    Column("work", ("werkgemeente", "gemeente", "gemeente_bedrijf", "work_municipality", "postcode_bedrijf")),
)

Status = Placement.Status
ENDINGS = {
    Status.FINISHED: (
        "afgerond", "voltooid", "behaald", "gehaald", "geslaagd", "klaar", "finished", "completed", "done",
    ),
    Status.BROKEN_OFF: (
        "afgebroken", "gestopt", "gestaakt", "voortijdig beëindigd", "uitgevallen", "broken off", "stopped",
        "ended early", "dropped out",
    ),
}  # fmt: skip
_ENDING_BY_WORD = {
    squeezed(word): status.value for status, words in ENDINGS.items() for word in (status.value, *words)
}


@dataclass(frozen=True, slots=True)
class PastRow:
    """What one row tells; ``words`` are the cells by which it is known again, ``told`` fields it fills."""

    row: int
    student_number: str
    class_name: str
    kind: str
    start: date | None
    end: date | None
    ended: str | None
    programme: Programme | None
    host: Host
    words: tuple[str, ...]
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lookups:
    """What rows refer to, read once for a whole list."""

    programmes: Programmes
    municipalities: Municipalities
    hosts: Hosts


def read_row(cells: Cells, lookups: Lookups, *, today: date) -> PastRow:
    """Read a row; it counts only when nothing wrong with it stands in ``cells.errors``."""
    number = cells.read("student_number", read_student_number) or ""
    class_name = cells.read("class", read_text, most=80) or ""
    programme = cells.read("programme", lookups.programmes.find)
    kind = cells.require("kind", read_kind) or ""
    start, end, ended = _read_days(cells, today)
    told = {
        "hours_per_week": cells.read("hours", read_number, least=1, most=45, unit="uur"),
        "home_municipality_id": cells.read("home", lookups.municipalities.find),
        "work_municipality_id": cells.read("work", lookups.municipalities.find),
    }
    host = lookups.hosts.read(cells)
    who = (
        ("number", number)
        if number
        else ("class", class_name.casefold(), programme.code if programme else "")
    )
    return PastRow(
        row=cells.row.number,
        student_number=number,
        class_name=class_name,
        kind=kind,
        start=start,
        end=end,
        ended=ended,
        programme=programme,
        host=host,
        words=(*who, kind, str(start), host.word),
        told={name: value for name, value in told.items() if value is not None},
    )


def _read_days(cells: Cells, today: date) -> tuple[date | None, date | None, str | None]:
    """Read from when until when it was, and how it ended; refuse what is not past, or contradicts itself."""
    start, end = cells.require("start", read_day), cells.read("end", read_day)
    ended = cells.read("ended", _read_ending)
    if start and start > today:
        cells.refuse("start", "in_the_future", _("lies in the future; this list is of what was"))
    if start and end and end < start:
        detail = _("%(end)s comes before the first day, %(start)s") % {"end": end, "start": start}
        cells.refuse("end", "ends_before_it_starts", detail)
    if ended and end is None and not cells.row.values["end"]:
        cells.refuse("end", "missing_value", _("is empty but required where you say how it ended"))
    if ended and end and end > today:
        cells.refuse("end", "in_the_future", _("lies in the future, but the row says that it ended"))
    return start, end, ended


def _read_ending(text: str) -> str:
    detail = _('is no way to end; write "afgerond" or "afgebroken", or leave it empty')
    return one_of(text, _ENDING_BY_WORD, "unknown_ending", detail)
