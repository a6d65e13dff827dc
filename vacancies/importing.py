"""A list of vacancies, brought in: what is offered anew, what changed, and at which establishment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from profiles.match_changes import posts_changed
from profiles.models import Company, Establishment
from profiles.reading.cells import Cells
from profiles.reading.chunks import in_chunks
from profiles.reading.companies import Companies
from profiles.reading.lookups import Places, Programmes, Sectors
from profiles.reading.skill_lists import WordLinks
from reference.reporting import Report
from reference.tables import Row
from vacancies.asking import write_asked
from vacancies.drafting import Draft, Known, Line, draft_of
from vacancies.models import Vacancy
from vacancies.publishing import close_missing
from vacancies.vacancy_list import Lookups, read_row

WRITTEN = (
    "kind", "title", "description", "occupation", "near_occupations", "words_edition", "establishment",
    "sector", "level", "level_min", "level_max", "crebos", "remote", "start", "end", "hours_min", "hours_max",
    "weekdays", "languages", "licences", "hazard", "seats", "pay_period", "pay_amount", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to do beside adding and updating: nothing, unless asked for.

    ``create_companies`` makes companies of unknown names, whose vacancies wait for the region office unless
    ``verified``; ``draft`` keeps new vacancies closed to students; ``close_missing`` says that each company's
    list is whole, so that its vacancies that are not in it are closed.
    """

    create_companies: bool = False
    verified: bool = False
    draft: bool = False
    close_missing: bool = False


def import_vacancies(
    rows: Iterable[Row], report: Report, *, company: Company | None = None, wishes: Wishes | None = None
) -> None:
    """Bring vacancies in, by company and reference; run it inside ``all_or_nothing``.

    ``company`` is whose list it is; without one, every row names its company. A reference that is known
    updates that vacancy, an empty cell leaves what is known, and a list of skills replaces the one known.
    Also makes establishments, links words and occupations, does the `Wishes`, and tells the matcher what
    changed. Bad rows stand in ``report.errors``.
    """
    wishes = wishes or Wishes()
    status = Vacancy.Status.DRAFT if wishes.draft else Vacancy.Status.OPEN
    verified_at = timezone.now() if wishes.verified else None
    companies = Companies(create=wishes.create_companies, verified_at=verified_at)
    job = _VacancyImport(report, company, companies, status)
    for chunk in in_chunks(rows):
        job.take(chunk)
    if wishes.close_missing:
        report.changed += close_missing(job.first_rows)


@dataclass(slots=True)
class _VacancyImport:
    """The state of one import: what was seen so far, and what rows refer to."""

    report: Report
    company: Company | None
    companies: Companies
    status: str
    lookups: Lookups = field(default_factory=lambda: Lookups(Places(), Programmes(), Sectors()))
    links: WordLinks = field(init=False)
    first_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.links = WordLinks(self.report)

    def take(self, chunk: Sequence[Row]) -> None:
        """Read, check and write a chunk of rows."""
        lines = [line for row in chunk if (line := self._read(row))]
        self.links.learn((line.told.row, word.text) for line in lines for word in line.told.skills or ())
        known = Known.of(lines, self.lookups.places.names)
        drafts = [draft for line in lines if (draft := self._draft(line, known))]
        self._write(drafts, known)

    def _read(self, row: Row) -> Line | None:
        """Read one row; it is left out when anything is wrong, or when the list had its reference before."""
        cells = Cells(row)
        told = read_row(cells, self.lookups)
        company = self._company_of(cells)
        if company and told.reference:
            first = self.first_rows.setdefault((company.slug, told.reference), row.number)
            if first != row.number:
                detail = _("this reference stands in row %(row)d already") % {"row": first}
                cells.refuse("reference", "duplicate_reference", detail)
        if company and not cells.errors:
            return Line(cells, told, company)
        self._settle(cells)
        return None

    def _settle(self, cells: Cells) -> bool:
        """Put what was found in a row into the report; tell whether the row is good."""
        self.report.errors.extend(cells.errors)
        self.report.warnings.extend(cells.warnings)
        self.report.skipped += bool(cells.errors)
        return not cells.errors

    def _company_of(self, cells: Cells) -> Company | None:
        """Find the company of a row; a list of one company may name no other."""
        if self.company is None:
            company = cells.require("company", self.companies.find)
            self._tell_made(cells, company)
            return company
        named = cells.read("company", self.companies.find)
        if named and named != self.company:
            detail = _("is not %(company)s, whose list this is") % {"company": self.company}
            cells.refuse("company", "other_company", detail)
        return self.company

    def _tell_made(self, cells: Cells, company: Company | None) -> None:
        """Say once of a company that it is new, and that its vacancies wait when nobody verified it."""
        if company and company.pk is None and company.slug not in self.made:
            self.made.add(company.slug)
            waits = _("“%(company)s” is new; its vacancies wait until the region office has verified it")
            known = _("“%(company)s” is new and counts as verified")
            detail = (known if company.verified_at else waits) % {"company": company}
            cells.warn("company", "new_company", detail)

    def _draft(self, line: Line, known: Known) -> Draft | None:
        """Put a row over what is known; nothing when that contradicts itself."""
        draft = draft_of(line, known, self.links, status=self.status)
        return draft if self._settle(line.cells) else None

    def _write(self, drafts: Sequence[Draft], known: Known) -> None:
        """Write the drafts of a chunk in a fixed number of statements, and count them."""
        _write_hosts([draft.vacancy for draft in drafts], known.establishments.identified)
        new = [draft for draft in drafts if draft.is_new]
        changed = [draft for draft in drafts if draft.changed and not draft.is_new]
        Vacancy.objects.bulk_create([draft.vacancy for draft in new])
        Vacancy.objects.bulk_create(
            [draft.vacancy for draft in drafts if draft.rewritten],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=WRITTEN,
        )
        write_asked([draft.asked for draft in drafts])
        posts_changed(draft.vacancy.pk for draft in (*new, *changed))
        self.report.added += len(new)
        self.report.changed += len(changed)
        self.report.unchanged += len(drafts) - len(new) - len(changed)


def _write_hosts(vacancies: Sequence[Vacancy], identified: Sequence[Establishment]) -> None:
    """Write the companies and establishments that good rows brought along."""
    companies = {each.company.slug: each.company for each in vacancies if each.company.pk is None}
    Company.objects.bulk_create(companies.values())
    used = {id(each.establishment): each.establishment for each in vacancies if each.establishment}
    Establishment.objects.bulk_create([each for each in used.values() if each.pk is None])
    known = [each for each in identified if each.pk and id(each) in used]
    Establishment.objects.bulk_update(known, ["leerbedrijf_id"], batch_size=200)
