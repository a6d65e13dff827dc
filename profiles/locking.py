"""Who holds a student's row while something about the student changes."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profiles.models import Student


def lock_student(student: "Student", *, to_erase: bool = False) -> None:
    """Let what is allowed, revealed and taken back of one student happen one after another.

    Comes first in a verb, before any other row is changed: two that lock in another order stop each other.
    ``to_erase`` also waits for whoever is writing a row that points to the student. A student who is gone
    locks nothing. On SQLite neither does one who is there, and need not: IMMEDIATE transactions come one
    after another.
    """
    same = type(student).objects.select_for_update(no_key=not to_erase).filter(pk=student.pk)
    same.order_by().values("pk").first()


def lock_students(students: "Collection[Student]") -> None:
    """Lock several students as one is, in one query and in the same order whoever does it."""
    for model in {type(student) for student in students}:
        rows = model.objects.select_for_update(no_key=True).filter(pk__in={each.pk for each in students})
        list(rows.order_by("pk").values("pk"))
