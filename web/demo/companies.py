"""Invented companies with their establishments: many small ones, a few large."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify

from profiles.models import Company, Establishment
from reference.models import Place
from web.demo.dice import Dice
from web.demo.region import Region, Work
from web.demo.students import noon
from web.demo.terms import Terms
from web.demo.words import Business

VERIFIED = 0.9
TRAINS = 0.88
"""How many companies have a number as a training company."""

SIZES = {1: 76, 3: 18, 9: 5, 20: 1}
"""How large a company is against the smallest, and how often it is."""

REGISTERS = {
    "NL": (Company.Register.KVK, "0000{:04d}"),
    "BE": (Company.Register.KBO, "0000{:06d}"),
    "DE": (Company.Register.HANDELSREGISTER, "HRB 0{:04d}"),
}


@dataclass(frozen=True, slots=True)
class Employer:
    """A company with what it does and where; ``size`` is the weight with which it offers anything."""

    company: Company
    trade: str
    works: tuple[Work, ...]
    size: int
    establishments: list[Establishment] = field(default_factory=list)


class Companies:
    """Draws one company after another, no name twice."""

    def __init__(self, region: Region, dice: Dice, terms: Terms) -> None:
        """Take what the draws depend on."""
        self._region, self._dice, self._terms = region, dice, terms
        self._homes = region.homes()
        self._numbers = iter(dice.sample(range(1, 10_000), 9_999))
        self._training_numbers = iter(dice.sample(range(100_000_000, 100_999_999), 20_000))
        self._used = {region.words.story["company"]}

    def invent(self, count: int) -> Iterator[Employer]:
        """Draw so many companies, the one of the story first."""
        businesses = self._region.words.businesses
        if count:
            yield self._of_the_story()
        for _ in range(count - 1):
            code = self._dice.by_weight({code: business.share for code, business in businesses.items()})
            business = businesses[code]
            trade = self._dice.pick(business.trades)
            place = self._dice.pick(self._region.places, self._homes)
            size = self._dice.by_weight(SIZES)
            verified = self._dice.chance(VERIFIED)
            yield self._employer(self._name(business, trade), code, trade, place, size, verified=verified)

    def _of_the_story(self) -> Employer:
        story = self._region.words.story
        place = self._region.place(story["company_postcode"])
        return self._employer(
            story["company"], story["sector"], story["trade"], place, max(SIZES), verified=True
        )

    def _employer(
        self, name: str, sector: str, trade: str, place: Place, size: int, *, verified: bool
    ) -> Employer:
        works = tuple(self._region.work(each) for each in self._region.words.businesses[sector].work[trade])
        company = self._company(name, sector, place, verified=verified)
        employer = Employer(company, trade, works, size)
        trains = verified and (size == max(SIZES) or self._dice.chance(TRAINS))
        for where in self._places(place, size):
            employer.establishments.append(self._establishment(company, where, place, trains=trains))
        return employer

    def _company(self, name: str, sector: str, place: Place, *, verified: bool) -> Company:
        register, pattern = REGISTERS[place.country]
        slug = slugify(name)
        since = self._dice.day(self._terms.begins(self._terms.year - 3), self._terms.begins(self._terms.year))
        return Company(
            uuid=self._dice.uuid(),
            name=name,
            slug=slug,
            register=register,
            register_number=pattern.format(next(self._numbers)),
            sector=self._region.sectors[sector],
            website=f"https://www.{slug}.example" if self._dice.chance(0.7) else "",
            verified_at=noon(since) if verified else None,
        )

    def _name(self, business: Business, trade: str) -> str:
        """Draw names until one is new."""
        while True:
            name = self._dice.pick(business.patterns).format(
                trade=trade,
                name=self._dice.pick(self._region.words.names),
                house=self._dice.pick(self._region.words.houses),
            )
            if name not in self._used:
                self._used.add(name)
                return name

    def _places(self, place: Place, size: int) -> list[Place]:
        """Draw where the company has its establishments: at home, and elsewhere when it is large."""
        more = self._dice.chance(0.05 if size == 1 else 0.5) + (size == max(SIZES))
        return [place, *(self._dice.pick(self._region.places, self._homes) for _ in range(more))]

    def _establishment(self, company: Company, place: Place, home: Place, *, trains: bool) -> Establishment:
        street, number = self._dice.pick(self._region.words.streets), self._dice.randint(1, 180)
        dutch_trainer = trains and place.country == "NL"
        return Establishment(
            uuid=self._dice.uuid(),
            company=company,
            name=company.name if place is home else f"{company.name} {place.name}",
            address=f"{street} {number}",
            place=place,
            leerbedrijf_id=str(next(self._training_numbers)) if dutch_trainer else None,
        )


def every_establishment(employers: Sequence[Employer]) -> list[Establishment]:
    """List the establishments of all companies."""
    return [establishment for employer in employers for establishment in employer.establishments]
