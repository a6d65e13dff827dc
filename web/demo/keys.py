"""Under which number each invented student is counted in a school year: one number, whatever is counted."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from profiles.enrolling import school_year_of
from profiles.models import PersonKey, Student
from web.demo.dice import Dice


class Keys:
    """Draws a number the first time that a student is counted in a year."""

    def __init__(self, dice: Dice) -> None:
        """Take what the numbers are drawn from."""
        self._dice = dice
        self._keys: dict[tuple[int, int], tuple[Student, UUID]] = {}

    def of(self, student: Student, year: int) -> UUID:
        """Give the number of a student in a school year."""
        known = self._keys.setdefault((student.pk, year), (student, self._dice.uuid()))
        return known[1]

    def on(self, student: Student, day: date) -> UUID:
        """Give the number of a student on a day."""
        return self.of(student, school_year_of(day))

    def rows(self) -> Iterator[PersonKey]:
        """Give the numbers as rows."""
        for (_pk, year), (student, key) in self._keys.items():
            yield PersonKey(student=student, school_year=year, key=key)
