"""Who holds a student's row while something about the student changes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from profiles.models import Student


def lock_student(student: "Student") -> None:
    """Let what is allowed, revealed and taken back of one student happen one after another.

    Comes first in a verb, before any other row is changed: two that lock in another order stop each other.
    A student who is gone locks nothing. On SQLite neither does one who is there, and need not: IMMEDIATE
    transactions come one after another.
    """
    same = type(student).objects.select_for_update(no_key=True).filter(pk=student.pk)
    same.order_by().values("pk").first()
