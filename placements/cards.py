"""Cards: what a company sees of students who suit its vacancy, as long as it may not know who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet

from matching.eligibility import eligible
from matching.matcher import Match
from matching.reasons import Verdict, verdict
from matching.records import Post
from placements.card_parts import (
    Availability,
    Band,
    Bars,
    Condition,
    HeldSkill,
    SkillReason,
    band,
    bars,
    conditions,
    held_skills,
    reasons,
)
from placements.models import Application
from placements.pseudonyms import find_pseudonym, pseudonym
from placements.recommending import PAGE, post_of
from placements.today import Today, coarse_side
from profiles.models import Student
from reference.languages import reading
from reference.models import Sector
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class Card:
    """One student for one vacancy of one company; all that stands here, the company may know.

    ``municipality`` is named only when enough carded students share it with level and field; else
    ``in_region`` is all there is about home (``None``: unknown).
    """

    pseudonym: UUID
    verdict: Verdict
    bars: Bars
    reasons: tuple[SkillReason, ...]
    level: str | None
    field: Sector | None
    municipality: str | None
    in_region: bool | None
    band: Band | None
    conditions: tuple[Condition, ...]
    availability: Availability
    has_application: bool
    own_skills: tuple[HeldSkill, ...] = ()
    """Filled when one card is opened."""


@dataclass(frozen=True, slots=True)
class Cards:
    """A page of cards, best first, and how many there are in all; ``students`` is for the access log only."""

    items: tuple[Card, ...]
    count: int
    students: tuple[str, ...]


class NoCards(Exception):
    """Cards are shown for an open vacancy of a verified company, and for nothing else."""


def cards_for(vacancy: Vacancy, *, top: int = PAGE, offset: int = 0, level: str | None = None) -> Cards:
    """Rank the students whom the company of an open vacancy may see as cards: ``top`` from ``offset`` on.

    Who may be seen is asked of the database every time; points, order and reasons come from records that
    know municipalities only. Raises `NoCards`. Nine queries, whatever the numbers.
    """
    post, today = _open_post(vacancy), coarse_side()
    carded = _carded(vacancy).filter(**({"level": level} if level else {}))
    seen = {str(uuid) for uuid in carded.order_by().values_list("uuid", flat=True)}
    ranking = today.matcher.persons_for(post, top=len(today.persons))
    own = [match for match in ranking.matches if match.person in seen]
    shown = own[offset : offset + top]
    return Cards(_cards(vacancy, post, today, shown), len(own), tuple(match.person for match in shown))


def find_student(vacancy: Vacancy, called: UUID) -> Student:
    """Give the student whom the vacancy's company calls so, who suits it and may be seen as a card now.

    Raises `NoCards`, and `Student.DoesNotExist` for everybody else alike.
    """
    uuids = _carded(vacancy).order_by().values_list("uuid", flat=True)
    found = find_pseudonym(vacancy.company, uuids, called)
    if found is None:
        raise Student.DoesNotExist
    post, person = _open_post(vacancy), coarse_side().persons.get(str(found))
    if person is None or not eligible(person, post):
        raise Student.DoesNotExist
    return _carded(vacancy).get(uuid=found)


def card_of(vacancy: Vacancy, student: Student) -> Card:
    """Give the whole card of one student who was found (see `find_student`), in the reader's language."""
    post, today = post_of(vacancy), coarse_side()
    person = today.persons[str(student.uuid)]
    match = Match(person.id, post.id, today.score(person, post))
    (card,) = _cards(vacancy, post, today, [match])
    return replace(card, own_skills=held_skills(student))


def _carded(vacancy: Vacancy) -> QuerySet[Student]:
    """Keep those who may be seen as a card by the company: neither blocked the other."""
    return Student.objects.carded().not_blocked(vacancy.company)


def _open_post(vacancy: Vacancy) -> Post:
    if not Vacancy.objects.open().filter(pk=vacancy.pk).exists():
        raise NoCards
    return post_of(vacancy)


def _cards(vacancy: Vacancy, post: Post, today: Today, matches: Sequence[Match]) -> tuple[Card, ...]:
    shared = _shared_by_enough(Student.objects.carded())
    rows = _students(vacancy, [match.person for match in matches])
    return tuple(
        _card(vacancy, post, today, match, rows[match.person], shared)
        for match in matches
        if match.person in rows
    )


def _students(vacancy: Vacancy, uuids: Sequence[str]) -> dict[str, Student]:
    """Read those who may still be seen, and whether they have an open application for the vacancy."""
    asked = Application.objects.filter(vacancy=vacancy, student=OuterRef("pk")).lasting()
    rows = _carded(vacancy).filter(uuid__in=uuids).annotate(has_application=Exists(asked))
    related = rows.select_related("programme__sector", "place__municipality")
    return {str(student.uuid): student for student in related}


def _card(
    vacancy: Vacancy, post: Post, today: Today, match: Match, student: Student, shared: set[tuple]
) -> Card:
    person = today.persons[match.person]
    rows = today.matcher.explain(person, post)
    field = student.programme.sector if student.programme else None
    home = student.place.municipality if student.place else None
    is_shared = home is not None and (student.level, field and field.pk, home.pk) in shared
    return Card(
        pseudonym=pseudonym(vacancy.company, student.uuid),
        verdict=verdict(rows),
        bars=bars(match.parts),
        reasons=reasons(rows, partial(today.label, language=reading())),
        level=student.level,
        field=field,
        municipality=home.name if home and is_shared else None,
        in_region=home and home.in_region,
        band=band(person, post),
        conditions=conditions(person, post),
        availability=Availability.of(student),
        has_application=student.has_application,
    )


def _shared_by_enough(carded: QuerySet[Student]) -> set[tuple]:
    """List (level, field, municipality) that enough students share for naming the municipality."""
    fields = ("level", "programme__sector", "place__municipality")
    counted = carded.order_by().values_list(*fields).annotate(count=Count("pk", distinct=True))
    return set(counted.filter(count__gte=settings.FEWEST_ALIKE).values_list(*fields))
