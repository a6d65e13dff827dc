"""How far each student is in finding a place: found, asked, or nothing asked yet."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from placements.models import Application, Placement
from profiles.models import Student, User
from web.forms.students_applications import undecided


@dataclass(frozen=True, slots=True)
class Search:
    """``asked`` counts applications, invitations and proposals that are not decided yet."""

    has_place: bool
    asked: int


def searches_of(students: Collection[Student], user: User) -> dict[int, Search]:
    """Look how far students are, by their keys, as far as this user may see it: two queries."""
    asked = undecided(Application.objects.visible_to(user).filter(student__in=students))
    counts = Counter(asked.values_list("student", flat=True))
    held = Placement.objects.visible_to(user).filter(student__in=students).holding()
    placed = set(held.values_list("student", flat=True))
    return {each.pk: Search(each.pk in placed, counts[each.pk]) for each in students}
