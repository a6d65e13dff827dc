"""Where a placement of the past was: a company that is here, or what the list called it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from profiles.models import Company, Establishment
from profiles.reading.cells import Cells
from profiles.reading.companies import Companies
from profiles.reading.values import BadValue, read_text, squeezed


@dataclass(frozen=True, slots=True)
class Host:
    """``word`` is how the list calls it; ``name`` stands in for a company that is not here."""

    word: str = ""
    company: Company | None = None
    establishment: Establishment | None = None
    name: str = ""


class Hosts:
    """The companies by name, slug, register number or leerbedrijf-ID; unknown names are told once."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._companies = Companies()
        self._found: dict[str, Host | None] = {}
        self._told: set[str] = set()

    @cached_property
    def _by_leerbedrijf(self) -> dict[str, Establishment]:
        rows = Establishment.objects.filter(leerbedrijf_id__isnull=False).select_related("place", "company")
        return {row.leerbedrijf_id: row for row in rows if row.leerbedrijf_id}

    @cached_property
    def _by_number(self) -> dict[str, list[Company]]:
        found: dict[str, list[Company]] = defaultdict(list)
        for company in Company.objects.filter(register_number__isnull=False).order_by("pk"):
            found[squeezed(company.register_number or "")].append(company)
        return found

    @cached_property
    def _own(self) -> dict[int, list[Establishment]]:
        found: dict[int, list[Establishment]] = defaultdict(list)
        for row in Establishment.objects.select_related("place"):
            found[row.company_id].append(row)
        return found

    def read(self, cells: Cells) -> Host:
        """Read where a row says that it was: by leerbedrijf-ID, else by register number, else by name."""
        values = cells.row.values
        named = [values[column] for column in ("company", "register_number", "leerbedrijf_id")]
        word = next(filter(None, named), "")
        if not word:
            cells.refuse("company", "missing_value", _("is empty but required"))
        called = cells.read("company", read_text, most=200) or word
        host = (
            cells.read("leerbedrijf_id", self._identified)
            or cells.read("register_number", self._registered)
            or cells.read("company", self._called)
        )
        company = host.company if host else None
        if company is None and word and not cells.errors:
            self._warn(cells, called)
        establishment = host.establishment if host else None
        return Host(squeezed(word), company, establishment, "" if company else called[:200])

    def _identified(self, text: str) -> Host | None:
        found = self._by_leerbedrijf.get(text)
        return Host(company=found.company, establishment=found) if found else None

    def _registered(self, text: str) -> Host | None:
        found = self._by_number.get(squeezed(text), [])
        if len(found) > 1:
            slugs = ", ".join(company.slug for company in found)
            raise BadValue(
                "ambiguous_company", _("is the number of several companies; write the slug"), slugs
            )
        return self._at(found[0]) if found else None

    def _called(self, text: str) -> Host | None:
        """Find a company by what stands in its column: an ID, a number, or a name; once for each text."""
        if text not in self._found:
            self._found[text] = self._identified(text) or self._registered(text) or self._named(text)
        return self._found[text]

    def _named(self, text: str) -> Host | None:
        try:
            return self._at(self._companies.find(text))
        except BadValue as bad:
            if bad.code != "unknown_company":
                raise
            return None

    def _at(self, company: Company) -> Host:
        """Give a company, at its only establishment where it has one."""
        own = self._own.get(company.pk, [])
        return Host(company=company, establishment=own[0] if len(own) == 1 else None)

    def _warn(self, cells: Cells, name: str) -> None:
        """Say once of a company that it is not here, and which one may be meant."""
        if squeezed(name) in self._told:
            return
        self._told.add(squeezed(name))
        detail = _("“%(company)s” is not here; its placements keep the name") % {"company": name}
        cells.warn("company", "unknown_company", detail, self._companies.near(name))
