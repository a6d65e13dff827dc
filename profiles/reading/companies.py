"""Companies and their establishments by what lists call them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property

from django.utils.text import slugify
from django.utils.translation import gettext as _

from profiles.models import Company, Establishment
from profiles.reading.values import BadValue, nearest, read_text, squeezed


class Companies:
    """The companies by name or slug; ``create`` makes companies of new names, not saved."""

    def __init__(self, *, create: bool = False, verified_at: datetime | None = None) -> None:
        """Say whether unknown names are made into companies, and when those were verified."""
        self._create, self._verified_at = create, verified_at

    @cached_property
    def _known(self) -> dict[str, list[Company]]:
        named: dict[str, list[Company]] = {}
        for company in Company.objects.order_by("pk"):
            for key in {squeezed(company.name), squeezed(company.slug)}:
                named.setdefault(key, []).append(company)
        return named

    @cached_property
    def _slugs(self) -> set[str]:
        return set(Company.objects.values_list("slug", flat=True))

    def find(self, text: str) -> Company:
        """Give the company with that name or slug; raises `BadValue` with the nearest name."""
        found = self._known.get(squeezed(text), [])
        exact = [company for company in found if text in (company.slug, company.name)]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if found:
            slugs = ", ".join(company.slug for company in found)
            raise BadValue("ambiguous_company", _("is the name of several companies; write the slug"), slugs)
        if not self._create:
            detail = _("is not a company here; register it first, or import with --create-companies")
            raise BadValue("unknown_company", detail, self.near(text))
        return self._make(text)

    def near(self, text: str) -> str:
        """Give the name of the company that looks most like the text, or nothing."""
        key = nearest(squeezed(text), self._known)
        return self._known[key][0].name if key else ""

    def _make(self, name: str) -> Company:
        name = read_text(name, most=200)
        company = Company(name=name, slug=self._new_slug(name), verified_at=self._verified_at)
        self._known[squeezed(name)] = [company]
        return company

    def _new_slug(self, name: str) -> str:
        slug = stem = slugify(name)[:90] or "company"
        number = 1
        while slug in self._slugs:
            number += 1
            slug = f"{stem}-{number}"
        self._slugs.add(slug)
        return slug


class Establishments:
    """The establishments of companies, by leerbedrijf-ID, name or place; made, not saved, where none fits."""

    def __init__(
        self, companies: Iterable[Company], leerbedrijf_ids: Collection[str], places: dict[int, str]
    ) -> None:
        """Fetch what these companies have (one query), and who has these leerbedrijf-IDs (one query)."""
        self._places = places
        self.identified: list[Establishment] = []
        self._own: dict[str, list[Establishment]] = {}
        saved = {company.pk for company in companies} - {None}
        for own in Establishment.objects.filter(company__in=saved).select_related("company").order_by("pk"):
            self._own.setdefault(own.company.slug, []).append(own)
        holders = Establishment.objects.filter(leerbedrijf_id__in=leerbedrijf_ids)
        self._holders = dict(holders.values_list("leerbedrijf_id", "company__slug"))

    def find(
        self, company: Company, *, place_id: int | None, name: str, leerbedrijf_id: str
    ) -> Establishment | None:
        """Give the establishment that the words fit; without any words, the only one that there is.

        An unknown place makes one, and a new leerbedrijf-ID goes to the one found (``identified``). Raises
        `BadValue` when the words contradict each other or do not name one.
        """
        own = self._own.setdefault(company.slug, [])
        if self._holders.get(leerbedrijf_id, company.slug) != company.slug:
            raise BadValue("other_company", _("is the leerbedrijf-ID of another company"))
        if not (name or place_id or leerbedrijf_id):
            return own[0] if len(own) == 1 else None
        fitting = [each for each in own if leerbedrijf_id and each.leerbedrijf_id == leerbedrijf_id]
        if not fitting:
            fitting = [each for each in own if _fits(each, name, place_id)]
            if not fitting or (len(fitting) > 1 and not (name or place_id)):
                fitting = [self._make(company, place_id, name)]
        return self._identify(fitting[0], leerbedrijf_id)

    def _make(self, company: Company, place_id: int | None, name: str) -> Establishment:
        if place_id is None:
            known = [each.name for each in self._own[company.slug]]
            detail = _("is no establishment of this company; add its postcode to make one")
            raise BadValue("unknown_establishment", detail, nearest(name, known))
        named = name or f"{company.name} {self._places[place_id]}"[:200]
        made = Establishment(company=company, name=named, place_id=place_id)
        self._own[company.slug].append(made)
        return made

    def _identify(self, found: Establishment, leerbedrijf_id: str) -> Establishment:
        if leerbedrijf_id and found.leerbedrijf_id is None:
            found.leerbedrijf_id = leerbedrijf_id
            self._holders[leerbedrijf_id] = found.company.slug
            self.identified.append(found)
        elif leerbedrijf_id and found.leerbedrijf_id != leerbedrijf_id:
            detail = _("is not the leerbedrijf-ID of %(establishment)s, which is %(known)s")
            known = {"establishment": found.name, "known": found.leerbedrijf_id}
            raise BadValue("other_leerbedrijf_id", detail % known)
        return found


def _fits(establishment: Establishment, name: str, place_id: int | None) -> bool:
    """Tell whether a name and a place, as far as told, are those of an establishment."""
    if name and squeezed(establishment.name) != squeezed(name):
        return False
    return place_id is None or establishment.place_id == place_id
