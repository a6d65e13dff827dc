"""Invented classes at a region's own schools, for this school year and the last."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from string import ascii_uppercase

from profiles.founding import COLUMNS, load_schools
from profiles.models import School, StudentGroup
from reference.levels import Level
from reference.models import Programme
from reference.reporting import Report
from reference.tables import Table, TableError
from web.demo.dice import Dice
from web.demo.region import Region
from web.demo.terms import Terms

SMALLEST, USUAL, LARGEST = 12, 21, 30
LEFT = 0.04
"""The share of a school's people who left last summer and keep their profile."""

SIZE_PER_SECTOR = {School.Kind.MBO: 5.0, School.Kind.HBO: 4.0, School.Kind.VO: 2.5, School.Kind.WO: 4.0}
APPRENTICES = 0.3
PRACTICAL = {"construction", "leisure"}


@dataclass(frozen=True, slots=True)
class Taught:
    """One programme or level at a school: what its classes are called, and for how many years they go on."""

    stem: str
    level: Level
    years: range
    programme: Programme | None = None
    apprentices: bool = False

    def name(self, year: int, number: int) -> str:
        """Name a class as schools do: 3KB2 in secondary education, TMS4-2B elsewhere."""
        if self.programme is None:
            return f"{year}{self.stem}{number}"
        letter = ascii_uppercase[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return f"{self.stem}-{year}{letter}"


@dataclass(frozen=True, slots=True)
class Class:
    """A class as it is (``None`` once everybody left) and as it was last year (``None`` for a first year)."""

    school: School
    taught: Taught
    year: int
    size: int
    now: StudentGroup | None
    before: StudentGroup | None

    @property
    def is_last_year(self) -> bool:
        return self.year >= self.taught.years[-1]


def read_schools(pack: Path) -> list[tuple[School, list[str]]]:
    """Bring in the schools of a region pack; give each with the codes of its sectors.

    Raises `TableError` when the table of schools is not right.
    """
    report = Report()
    load_schools(Table(pack / "schools.csv", COLUMNS), report)
    if report.errors:
        raise TableError(report.errors)
    rows = [row.values for row in Table(pack / "schools.csv", COLUMNS)]
    schools = School.objects.select_related("place").in_bulk([row["slug"] for row in rows], field_name="slug")
    return [(schools[row["slug"]], row["sectors"].split("|")) for row in rows]


def invent_classes(
    schools: Sequence[tuple[School, list[str]]], region: Region, dice: Dice, *, students: int, terms: Terms
) -> list[Class]:
    """Divide the students over the schools, and each school's over classes of what it teaches."""
    weights = [SIZE_PER_SECTOR[School.Kind(school.kind)] * len(sectors) for school, sectors in schools]
    quotas = shares(students, weights)
    made = []
    for (school, sectors), quota in zip(schools, quotas, strict=True):
        naming = _Naming(school, dice, terms)
        left = round(quota * LEFT)
        courses = _taught(school, sectors, region, dice)
        made += naming.present(_years(courses, dice), class_sizes(quota - left, dice))
        made += naming.gone(cycle(courses), class_sizes(left, dice))
    return made


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a whole number by weight; what rounding leaves goes to the largest remainders."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [math.floor(share) for share in exact]
    order = sorted(range(len(whole)), key=lambda place: whole[place] - exact[place])
    for place in order[: total - sum(whole)]:
        whole[place] += 1
    return whole


def class_sizes(students: int, dice: Dice) -> list[int]:
    """Divide students over classes of 12 to 30; too few for that are one class."""
    if not students:
        return []
    count = max(1, round(students / USUAL))
    sizes = shares(students, [1.0] * count)
    for _ in range(count):
        giver, taker = dice.randrange(count), dice.randrange(count)
        moved = min(dice.randint(0, 6), sizes[giver] - SMALLEST, LARGEST - sizes[taker])
        if giver != taker and moved > 0:
            sizes[giver] -= moved
            sizes[taker] += moved
    return sizes


def _years(courses: Sequence[Taught], dice: Dice) -> Iterator[tuple[Taught, int]]:
    """Go through what is taught over and over: the first with all its years, the others with two of them."""
    yield from ((taught, year) for taught in courses[:1] for year in reversed(taught.years))
    for taught in cycle([*courses[1:], *courses[:1]]):
        yield from ((taught, year) for year in dice.some(taught.years, 2, 2))


class _Naming:
    """Makes the classes of one school, each with a name of its own."""

    def __init__(self, school: School, dice: Dice, terms: Terms) -> None:
        self.school, self.dice, self.terms = school, dice, terms
        self._last: dict[tuple[str, int], int] = defaultdict(int)

    def present(self, places: Iterator[tuple[Taught, int]], sizes: Sequence[int]) -> list[Class]:
        """Make classes of this year, with what they were last year."""
        return [self._class(taught, year, size) for size, (taught, year) in zip(sizes, places, strict=False)]

    def gone(self, courses: Iterator[Taught], sizes: Sequence[int]) -> list[Class]:
        """Make classes that were in their last year last year."""
        return [
            self._class(taught, taught.years[-1] + 1, size)
            for size, taught in zip(sizes, courses, strict=False)
        ]

    def _class(self, taught: Taught, year: int, size: int) -> Class:
        self._last[taught.stem, year] += 1
        number = self._last[taught.stem, year]
        is_present, was_present = year in taught.years, year - 1 in taught.years
        return Class(
            school=self.school,
            taught=taught,
            year=year,
            size=size,
            now=self._group(taught, year, number, self.terms.year) if is_present else None,
            before=self._group(taught, year - 1, number, self.terms.year - 1) if was_present else None,
        )

    def _group(self, taught: Taught, year: int, number: int, school_year: int) -> StudentGroup:
        return StudentGroup(
            uuid=self.dice.uuid(),
            school=self.school,
            name=taught.name(year, number),
            school_year=school_year,
            programme=taught.programme,
            level=taught.level,
        )


def _taught(school: School, sectors: list[str], region: Region, dice: Dice) -> list[Taught]:
    """List what a school teaches, the sectors taking turns; the programme of the story comes first."""
    if school.kind == School.Kind.VO:
        return _secondary(sectors)
    higher = school.kind in (School.Kind.HBO, School.Kind.WO)
    register = Programme.Register.CROHO if higher else Programme.Register.CREBO
    found = [
        programme
        for programme in region.programmes
        if programme.register == register and programme.sector and programme.sector.code in sectors
    ]
    story = region.words.story["programme"]
    by_sector = {code: [p for p in found if p.sector.code == code] for code in sectors}
    for programmes in by_sector.values():
        dice.shuffle(programmes)
    turns = [row for row in _turns(list(by_sector.values())) if row.code != story]
    first = [programme for programme in found if programme.code == story]
    return [_course(programme, dice) for programme in first + turns]


def _turns(lists: list[list[Programme]]) -> Iterator[Programme]:
    for place in range(max(map(len, lists), default=0)):
        yield from (each[place] for each in lists if place < len(each))


def _secondary(sectors: list[str]) -> list[Taught]:
    """List the levels of a secondary school; one with workshops has the practical ones too."""
    vmbo = range(3, 5)
    theoretical = [Taught("TL", Level.PRE_VOCATIONAL_TL, vmbo)]
    if PRACTICAL & set(sectors):
        return [
            Taught("KB", Level.PRE_VOCATIONAL_KB, vmbo),
            *theoretical,
            Taught("BB", Level.PRE_VOCATIONAL_BB, vmbo),
            Taught("GL", Level.PRE_VOCATIONAL_GL, vmbo),
        ]
    return [*theoretical, Taught("H", Level.SENIOR_GENERAL_SECONDARY, range(4, 6))]


def _course(programme: Programme, dice: Dice) -> Taught:
    level = Level(programme.level)
    apprentices = level.nlqf in (2, 3) and programme.register == "crebo" and dice.chance(APPRENTICES)
    last = 4 if level.nlqf > 4 else max(level.nlqf, 1)
    return Taught(
        stem=f"{_initials(programme.name)}{level.nlqf}{'bbl' if apprentices else ''}",
        level=level,
        years=range(1, last + 1),
        programme=programme,
        apprentices=apprentices,
    )


def _initials(name: str) -> str:
    """Shorten the name of a programme to three capitals: of its long words, or of its only one."""
    words = [word for word in re.findall(r"\w+", name) if len(word) > 3] or [name]
    return ("".join(word[0] for word in words) if len(words) > 1 else words[0])[:3].upper()
