"""Whoever is told of a student is in the access log, whatever the route and whoever asks."""

import re
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse

from profiles import access_log
from profiles.models import AccessRecord, Student
from profiles.policy import Noun
from tests.policy.cast import Cast
from tests.policy.expecting import Cell

CANARY = re.compile(r"Kanarie(\d+)")


class Notes:
    """Compares what an answer tells of students with what the log notes of the same request."""

    def __init__(self, cast: Cast) -> None:
        """Give every student a last name that stands nowhere else."""
        self.cast = cast
        self.students = dict(Student.objects.values_list("pk", "uuid"))
        for pk in self.students:
            Student.objects.filter(pk=pk).update(last_name=f"Kanarie{pk}")

    def begin(self) -> None:
        """Forget what was noted so far."""
        access_log.buffer.clear()

    def lacking(self, cell: Cell, answer: HttpResponse) -> set[UUID]:
        """List of whom the last answer tells, or whom its address names, without a note of it."""
        told = self._told(answer.content.decode(errors="replace")) | self._named(cell)
        return told - self._noted(cell, answer) if told else set()

    def _told(self, text: str) -> set[UUID]:
        by_name = {self.students[int(number)] for number in CANARY.findall(text)}
        return by_name | {uuid for uuid in self.students.values() if str(uuid) in text}

    def _named(self, cell: Cell) -> set[UUID]:
        nouns = zip(cell.rule.of.values(), cell.names, strict=True)
        ids = {self.cast.things[noun][name].argument for noun, name in nouns if noun is Noun.STUDENT}
        return {uuid for uuid in self.students.values() if str(uuid) in ids}

    def _noted(self, cell: Cell, answer: HttpResponse) -> set[UUID]:
        with transaction.atomic():
            access_log.buffer.flush()
            act = f"{cell.rule.method} {cell.rule.route}"
            noted = AccessRecord.objects.filter(act=act, status=answer.status_code)
            subjects = set(noted.values_list("subject", flat=True))
            transaction.set_rollback(True)
        return subjects
