"""The register of recognised training companies, brought in: who may train for which crebo, and when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.match_changes import posts_changed
from profiles.models import Establishment, Recognition
from profiles.reading.cells import Cells
from profiles.reading.chunks import in_chunks
from profiles.reading.values import BadValue, nearest, read_day
from reference.reporting import Report
from reference.tables import Column, Row

COLUMNS = (
    Column(
        "leerbedrijf_id",
        ("leerbedrijfid", "leerbedrijf", "leerbedrijfnummer", "leerbedrijf_nummer", "company_id"),
        required=True,
    ),
    Column("crebo", ("crebocode", "crebonummer", "kwalificatie", "opleiding"), required=True),
    Column("from", ("van", "vanaf", "geldig_vanaf", "begindatum", "valid_from"), required=True),
    Column("until", ("tot", "t/m", "tot_en_met", "geldig_tot", "einddatum", "valid_until")),
)
_CREBO = re.compile(r"\d{5}", re.ASCII)


def import_recognitions(rows: Iterable[Row], report: Report) -> None:
    """Bring recognitions in, by establishment, crebo and first day; run it inside ``all_or_nothing``.

    What is not in the file stays as it is; a withdrawal is a last day. A row without a crebo says that the
    establishment was looked up and has none. Also notes the day of looking up at every establishment in the
    file and tells the matcher which vacancies this touches.
    """
    job = _RecognitionImport(report, timezone.localdate())
    for chunk in in_chunks(rows):
        job.take(chunk)
    job.finish()


@dataclass(frozen=True, slots=True)
class _Line:
    """One good row; without a crebo it says that there is no recognition."""

    cells: Cells
    establishment: Establishment
    crebo: str | None
    begins: date | None
    until: date | None


@dataclass
class _RecognitionImport:
    """The state of one import; establishments with a leerbedrijf-ID are few, so all are held."""

    report: Report
    today: date
    first_rows: dict[tuple[int, str | None, date | None], int] = field(default_factory=dict)
    has_some: dict[int, bool] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)

    @cached_property
    def establishments(self) -> dict[str, Establishment]:
        """The establishments by leerbedrijf-ID."""
        rows = Establishment.objects.filter(leerbedrijf_id__isnull=False)
        return {row.leerbedrijf_id: row for row in rows if row.leerbedrijf_id}

    def take(self, chunk: Sequence[Row]) -> None:
        """Read, check and write a chunk of rows."""
        lines = [line for row in chunk if (line := self._read(Cells(row)))]
        known: dict[int, list[Recognition]] = {}
        for row in Recognition.objects.filter(establishment__in={line.establishment.pk for line in lines}):
            known.setdefault(row.establishment_id, []).append(row)
        self._write([line for line in lines if self._agrees(line, known)], known)

    def finish(self) -> None:
        """Note the day of looking up and tell the matcher, in two statements for the whole list."""
        establishments = Establishment.objects.filter(pk__in=self.has_some)
        unchecked = establishments.filter(recognitions_checked_on__isnull=True).values_list("pk", flat=True)
        self.touched.update(unchecked)
        establishments.update(recognitions_checked_on=self.today)
        vacancies = Establishment.objects.filter(pk__in=self.touched).values_list("vacancies", flat=True)
        posts_changed(pk for pk in vacancies if pk)

    def _read(self, cells: Cells) -> _Line | None:
        """Read one row; it is left out when anything is wrong with it or contradicts a row before."""
        establishment = cells.require("leerbedrijf_id", self._find)
        crebo, begins = cells.read("crebo", _read_crebo), cells.read("from", read_day)
        until = cells.read("until", read_day)
        _refuse_gaps(cells, begins, until)
        if establishment and not cells.errors:
            self._compare(cells, establishment.pk, crebo, begins)
        if establishment and not cells.errors:
            return _Line(cells, establishment, crebo, begins, until)
        self._leave_out(cells)
        return None

    def _leave_out(self, cells: Cells) -> None:
        self.report.errors.extend(cells.errors)
        self.report.skipped += 1

    def _find(self, text: str) -> Establishment:
        if text not in self.establishments:
            detail = _("is the leerbedrijf-ID of no establishment here")
            raise BadValue("unknown_leerbedrijf", detail, nearest(text, self.establishments, least=75))
        return self.establishments[text]

    def _compare(self, cells: Cells, own: int, crebo: str | None, begins: date | None) -> None:
        """Refuse a row that was there before, and one that says "none" beside one that names a crebo."""
        first = self.first_rows.setdefault((own, crebo, begins), cells.row.number)
        if first != cells.row.number:
            detail = _("this recognition stands in row %(row)d already") % {"row": first}
            cells.refuse("crebo", "duplicate_recognition", detail)
        if self.has_some.setdefault(own, bool(crebo)) != bool(crebo):
            detail = _("this establishment stands in the list both with and without a crebo")
            cells.refuse("crebo", "contradicts_another_row", detail)

    def _agrees(self, line: _Line, known: dict[int, list[Recognition]]) -> bool:
        """Refuse to read "none" where recognitions still run: those end by a last day, one by one."""
        own = known.get(line.establishment.pk, [])
        running = [row.crebo for row in own if row.valid_until is None or row.valid_until >= self.today]
        if line.crebo is None and running:
            detail = _("is empty, but recognitions still run; give each its last day: %(crebos)s")
            line.cells.refuse("crebo", "recognitions_run", detail % {"crebos": ", ".join(running)})
            self._leave_out(line.cells)
            return False
        return True

    def _write(self, lines: Sequence[_Line], known: dict[int, list[Recognition]]) -> None:
        """Write the recognitions of a chunk in a fixed number of statements, and count the rows."""
        new, changed = [], []
        for line in lines:
            own = known.get(line.establishment.pk, [])
            same = [row for row in own if (row.crebo, row.valid_from) == (line.crebo, line.begins)]
            if line.crebo and not same:
                new.append(_made(line))
            elif line.until and same[0].valid_until != line.until:
                same[0].valid_until = line.until
                changed.append(same[0])
        Recognition.objects.bulk_create(new)
        Recognition.objects.bulk_update(changed, ["valid_until"], batch_size=200)
        self.touched.update(row.establishment_id for row in (*new, *changed))
        self.report.added += len(new)
        self.report.changed += len(changed)
        self.report.unchanged += len(lines) - len(new) - len(changed)


def _made(line: _Line) -> Recognition:
    return Recognition(
        establishment=line.establishment, crebo=line.crebo, valid_from=line.begins, valid_until=line.until
    )


def _refuse_gaps(cells: Cells, begins: date | None, until: date | None) -> None:
    """Refuse a crebo without a first day, days without a crebo, and days that run backwards."""
    told = cells.row.values
    if told["crebo"] and not told["from"]:
        cells.refuse("from", "missing_value", _("is empty but required with a crebo"))
    if not told["crebo"] and (told["from"] or told["until"]):
        cells.refuse("crebo", "missing_value", _("is empty, but there are days"))
    if begins and until and until < begins:
        detail = _("%(end)s comes before the first day, %(start)s") % {"end": until, "start": begins}
        cells.refuse("until", "ends_before_it_starts", detail)


def _read_crebo(text: str) -> str:
    if not _CREBO.fullmatch(text):
        raise BadValue("bad_crebo", _("is not a crebo code of five digits"))
    return text
