"""Today's rankings: which vacancies suit a student and which students suit a vacancy, and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from matching.eligibility import Failure, failures
from matching.matcher import Match
from matching.reasons import Row, Verdict, verdict
from matching.records import Person, Post
from matching.scoring import Parts
from placements.records import person, posts
from placements.today import Today, person_side, post_side
from profiles.models import Student
from vacancies.models import Vacancy

PAGE = 20


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One match with its reasons, whose points add up to the score; ids are uuids as text."""

    student: str
    vacancy: str
    parts: Parts
    reasons: tuple[Row, ...]

    @property
    def points(self) -> int:
        """The score in points, 0 … 10,000."""
        return self.parts.total

    @property
    def verdict(self) -> Verdict:
        """The score in a word."""
        return verdict(self.reasons)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A pair that cannot be a match, and every rule that says so."""

    student: str
    vacancy: str
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page of recommendations, best first; ``eligible_count`` is how many there are in all."""

    items: tuple[Recommendation, ...]
    eligible_count: int
    today: Today

    def label(self, concept: str, language: str) -> str:
        """Name a skill or occupation that stands in a reason (for `matching.rendering.render`)."""
        return self.today.label(concept, language)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A page of pairs that cannot match, those that lack least first; ``count`` is how many there are."""

    items: tuple[Exclusion, ...]
    count: int


def posts_for(student: Student, *, top: int = PAGE, offset: int = 0, plain: bool = False) -> Ranked:
    """Rank the open vacancies for a student as just read, with reasons; the skills are read here.

    The first fifty are ordered for variety unless ``plain``; companies that the student blocked, or that
    blocked the student, stay out and uncounted. Seven queries at most, whatever the numbers.
    """
    asking, today, apart = person(student), post_side(), _apart_from(student)
    ranking = today.matcher.posts_for(asking, top=top, offset=offset, diversified=not plain, apart_from=apart)
    pairs = [(match, asking, today.posts[match.post]) for match in ranking.matches]
    return Ranked(_explained(today, pairs), ranking.eligible_count, today)


def persons_for(
    vacancy: Vacancy, *, top: int = PAGE, offset: int = 0, among: QuerySet[Student] | None = None
) -> Ranked:
    """Rank the active students for a vacancy, with reasons; the vacancy is read as it is now.

    ``among`` are the students in the reader's care; all others stay out and uncounted, as does whom the
    company blocked or who blocked it.
    """
    post, today = post_of(vacancy), person_side()
    ranking = today.matcher.persons_for(post, top=len(today.persons))
    seen = _uuids((Student.objects.all() if among is None else among).not_blocked(vacancy.company))
    own = [match for match in ranking.matches if match.person in seen]
    shown, count = tuple(own[offset : offset + top]), len(own)
    pairs = [(match, today.persons[match.person], post) for match in shown]
    return Ranked(_explained(today, pairs), count, today)


def why_not(student: Student, vacancy: Vacancy) -> tuple[Failure, ...]:
    """List every rule that keeps the two apart today; none when they may match."""
    return failures(person(student), post_of(vacancy))


def explain(student: Student, vacancy: Vacancy) -> Ranked:
    """Explain one pair as it is now, whether or not the rules let them match (see `why_not`)."""
    asking, post, today = person(student), post_of(vacancy), post_side()
    match = Match(asking.id, post.id, today.score(asking, post))
    return Ranked(_explained(today, [(match, asking, post)]), 1, today)


def excluded_posts_for(student: Student, *, top: int = PAGE, offset: int = 0) -> Excluded:
    """List the open vacancies that do not suit a student and why, those that lack least first.

    A block is no such reason: what it keeps apart stands in neither list.
    """
    asking, today, apart = person(student), post_side(), _apart_from(student)
    posts = (post for post in today.posts.values() if post.company not in apart)
    return _excluded(today, ((asking, post) for post in posts), top, offset)


def excluded_persons_for(
    vacancy: Vacancy, *, top: int = PAGE, offset: int = 0, among: QuerySet[Student]
) -> Excluded:
    """List the students, of those whom the reader may see, who do not suit a vacancy and why."""
    post, today, seen = post_of(vacancy), person_side(), _uuids(among.not_blocked(vacancy.company))
    own = (each for each in today.persons.values() if each.id in seen)
    return _excluded(today, ((each, post) for each in own), top, offset)


def post_of(vacancy: Vacancy) -> Post:
    """Read what the engine may know of a vacancy, as it is now."""
    return posts(Vacancy.objects.filter(pk=vacancy.pk))[0]


def _apart_from(student: Student) -> Collection[str]:
    return {str(uuid) for uuid in student.blocks.values_list("company__uuid", flat=True)}


def _uuids(students: QuerySet[Student]) -> set[str]:
    return {str(uuid) for uuid in students.values_list("uuid", flat=True)}


def _explained(today: Today, pairs: Iterable[tuple[Match, Person, Post]]) -> tuple[Recommendation, ...]:
    return tuple(
        Recommendation(match.person, match.post, match.parts, today.matcher.explain(asking, post))
        for match, asking, post in pairs
    )


def _excluded(today: Today, pairs: Iterable[tuple[Person, Post]], top: int, offset: int) -> Excluded:
    """Page through the pairs that cannot match: fewest rules first, among those the best score first."""
    found = [(len(failing), each, post, failing) for each, post in pairs if (failing := failures(each, post))]
    most = sorted(count for count, *_rest in found)[: offset + top][-1:] or [0]
    near = [
        (count, -today.score(each, post).total, each.id, post.id, failing)
        for count, each, post, failing in found
        if count <= most[0]
    ]
    near.sort(key=lambda row: row[:4])
    return Excluded(tuple(Exclusion(*row[2:]) for row in near[offset : offset + top]), len(found))
