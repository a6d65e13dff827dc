"""The reference data of a region as the generator draws from them: everything read once, in a fixed order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from matching.location import metres_between
from matching.words import fold
from reference.levels import Level
from reference.models import (
    LabelKind,
    Occupation,
    OccupationLabel,
    OccupationSkill,
    Place,
    Programme,
    ProgrammeSkill,
    Sector,
    Skill,
    SkillLabel,
)
from web.demo.dice import Dice
from web.demo.words import Words

LONGEST_WORD = 80
OTHER_WORDS = 0.3
"""The share of skills that people call by another name than the preferred one."""


class UnknownReference(Exception):
    """The words of the region pack name something that its reference data lack."""


@dataclass(frozen=True, slots=True)
class Work:
    """An occupation with its Dutch name and what it needs."""

    occupation: Occupation
    name: str
    essential: tuple[Skill, ...]
    optional: tuple[Skill, ...]
    programmes: tuple[Programme, ...]

    @property
    def sector(self) -> str:
        return self.occupation.sector.code if self.occupation.sector else ""


@dataclass(frozen=True)
class Region:
    """What there is to draw from; lists are in the order of public codes, never of database keys."""

    words: Words
    places: tuple[Place, ...]
    sectors: Mapping[str, Sector]
    programmes: tuple[Programme, ...]
    expected: Mapping[int, tuple[Skill, ...]]
    trained_for: Mapping[int, tuple[Work, ...]]
    works: tuple[Work, ...]
    general: tuple[Skill, ...]
    wordings: Mapping[int, tuple[str, ...]]

    def word(self, skill: Skill, dice: Dice) -> str:
        """Draw what somebody calls a skill: mostly its preferred Dutch name."""
        names = self.wordings[skill.pk]
        return dice.pick(names[1:]) if len(names) > 1 and dice.chance(OTHER_WORDS) else names[0]

    @cached_property
    def simple_works(self) -> tuple[Work, ...]:
        """The work that young people do beside school."""
        sectors = {"retail", "leisure", "logistics", "agriculture"}
        return tuple(
            work for work in self.works if (work.occupation.level or 9) <= 2 and work.sector in sectors
        )

    def work(self, name: str) -> Work:
        """Give the occupation with that Dutch name."""
        found = self._work_by_name.get(fold(name))
        if found is None:
            raise UnknownReference(f"no occupation is called {name!r}")
        return found

    @cached_property
    def _work_by_name(self) -> dict[str, Work]:
        return {fold(work.name): work for work in reversed(self.works)}

    def place(self, postcode: str) -> Place:
        """Give the place of the region's own country with that postcode."""
        found = next((place for place in self.places if place.postcode == postcode), None)
        if found is None:
            raise UnknownReference(f"no place has postcode {postcode}")
        return found

    def homes(self) -> list[float]:
        """Weigh each place by what the words say of its municipality, divided over its places."""
        codes = [self._home_of(place) for place in self.places]
        return [self.words.homes.get(code, 0) / codes.count(code) for code in codes]

    def _home_of(self, place: Place) -> str:
        if place.municipality and place.municipality.in_region:
            return place.municipality.code
        return "elsewhere" if place.country == "NL" else "abroad"


def read_region(words: Words) -> Region:
    """Read the reference data in the database, in ten queries."""
    works, trained_for = _works()
    return Region(
        words=words,
        places=tuple(Place.objects.select_related("municipality").order_by("-country", "postcode", "name")),
        sectors={sector.code: sector for sector in Sector.objects.order_by("code")},
        programmes=tuple(Programme.objects.select_related("sector").order_by("register", "code")),
        expected=_grouped(ProgrammeSkill.objects.order_by("skill__uri"), "programme_id"),
        trained_for=trained_for,
        works=works,
        general=tuple(Skill.objects.filter(kind=Skill.Kind.TRANSVERSAL, sector=None).order_by("uri")),
        wordings=_wordings(),
    )


def _grouped(rows: QuerySet, owner: str) -> dict[int, tuple[Skill, ...]]:
    """Read the skills of each owner, in the order of the rows."""
    found = defaultdict(list)
    for row in rows.select_related("skill"):
        found[getattr(row, owner)].append(row.skill)
    return {key: tuple(skills) for key, skills in found.items()}


def _works() -> tuple[tuple[Work, ...], dict[int, tuple[Work, ...]]]:
    """Read the occupations that belong to a sector, and by programme those it trains for."""
    needs = OccupationSkill.objects.order_by("skill__uri")
    essential = _grouped(needs.filter(kind=OccupationSkill.Kind.ESSENTIAL), "occupation_id")
    optional = _grouped(needs.filter(kind=OccupationSkill.Kind.OPTIONAL), "occupation_id")
    labels = OccupationLabel.objects.filter(language="nl", kind=LabelKind.PREFERRED)
    names = dict(labels.values_list("occupation_id", "text"))
    by_programme = defaultdict(list)
    works = []
    occupations = Occupation.objects.filter(sector__isnull=False, labels__in=labels)
    for occupation in occupations.select_related("sector").prefetch_related("programmes").order_by("uri"):
        work = Work(
            occupation,
            names[occupation.pk],
            essential.get(occupation.pk, ()),
            optional.get(occupation.pk, ()),
            tuple(sorted(occupation.programmes.all(), key=lambda each: (each.register, each.code))),
        )
        works.append(work)
        for programme in work.programmes:
            by_programme[programme.pk].append(work)
    return tuple(works), {key: tuple(found) for key, found in by_programme.items()}


def _wordings() -> dict[int, tuple[str, ...]]:
    """Read what people call each skill in Dutch, the preferred name first."""
    labels = SkillLabel.objects.filter(language="nl", kind__in=(LabelKind.PREFERRED, LabelKind.ALTERNATIVE))
    found = defaultdict(list)
    for skill, text in labels.order_by("-kind", "folded").values_list("skill_id", "text"):
        if len(text) <= LONGEST_WORD:
            found[skill].append(text)
    return {skill: tuple(texts) for skill, texts in found.items()}


def kilometres(one: Place, other: Place) -> float:
    """Measure how far two places are apart."""
    return metres_between((one.lat, one.lon), (other.lat, other.lon)) / 1000


def level_of(nlqf: int | None) -> Level | None:
    """Give the level of vocational or higher education with that NLQF number."""
    ladder: Sequence[Level | None] = (
        None,
        Level.SECONDARY_VOCATIONAL_EDUCATION_1,
        Level.SECONDARY_VOCATIONAL_EDUCATION_2,
        Level.SECONDARY_VOCATIONAL_EDUCATION_3,
        Level.SECONDARY_VOCATIONAL_EDUCATION_4,
        Level.ASSOCIATE_DEGREE,
        Level.BACHELOR,
        Level.MASTER,
    )
    return ladder[nlqf] if nlqf is not None and nlqf < len(ladder) else None
