"""The matcher of today: open vacancies and active students as records, held until something changes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from matching.knowledge import Knowledge
from matching.matcher import Matcher
from matching.ordering import Lots
from matching.records import Person, Post
from matching.scoring import Parts, score
from matching.vocabulary import Vocabulary
from placements.records import persons, posts
from profiles.models import MatchChange, Student
from reference.knowing import knowledge
from reference.linking import occupation_vocabulary, vocabulary
from vacancies.models import Vacancy


@dataclass(frozen=True, slots=True)
class Today:
    """One side of the matching, by uuid as text, and what is needed to rank and name things."""

    knowledge: Knowledge
    vocabularies: tuple[Vocabulary, ...]
    matcher: Matcher
    persons: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def label(self, concept: str, language: str) -> str:
        """Name a skill or occupation in a language; one that was taken out goes by its id."""
        for each in self.vocabularies:
            try:
                return each.label(concept, language)
            except KeyError:
                continue
        return concept

    def score(self, person: Person, post: Post) -> Parts:
        """Score one pair with this knowledge."""
        return score(person, post, self.knowledge, self.matcher.weights)


class _Side:
    """One side, built once per process for every state of the database that it depends on."""

    def __init__(self, side: MatchChange.Side, build: Callable[[Knowledge], Today]) -> None:
        self._side, self._build = side, build
        self._lock = Lock()
        self._held: tuple[Hashable, Today] | None = None

    def __call__(self) -> Today:
        """Give the side as it is now: two queries when nothing changed."""
        known = knowledge()
        key = (known.version, timezone.localdate(), *_mark(self._side))
        with self._lock:
            if self._held is None or self._held[0] != key:
                self._held = key, self._build(known)
            return self._held[1]


def _mark(side: MatchChange.Side) -> tuple[Hashable, ...]:
    """Mark the state of a side: its newest change, and the newest rows (their uuids tell databases apart)."""
    newest = MatchChange.objects.filter(side=side).order_by("-pk")
    row = (
        Vacancy.objects.order_by("-pk")
        .annotate(change=_first(newest, "pk"), at=_first(newest, "at"))
        .annotate(student=_first(Student.objects.order_by("-pk"), "uuid"))
        .values_list("uuid", "student", "change", "at")
        .first()
    )
    return row or ()


def _first(rows: QuerySet, name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def _open_posts(known: Knowledge) -> Today:
    records = posts(Vacancy.objects.open())
    matcher = Matcher([], records, known, lots=_lots())
    return Today(known, _vocabularies(), matcher, posts={post.id: post for post in records})


def _active_persons(known: Knowledge) -> Today:
    records = persons(Student.objects.active())
    matcher = Matcher(records, [], known, lots=_lots())
    return Today(known, _vocabularies(), matcher, persons={person.id: person for person in records})


def _vocabularies() -> tuple[Vocabulary, ...]:
    return vocabulary(), occupation_vocabulary()


def _lots() -> Lots:
    """Draw lots by the ISO week, with a key that only this installation knows."""
    week = timezone.localdate().isocalendar()
    return Lots(salted_hmac("placements.today", "lots").hexdigest()[:32], f"{week.year}-W{week.week:02d}")


post_side = _Side(MatchChange.Side.POST, _open_posts)
"""Give the open vacancies of today, ready to be ranked for a student."""

person_side = _Side(MatchChange.Side.PERSON, _active_persons)
"""Give the active students of today, ready to be ranked for a vacancy."""
