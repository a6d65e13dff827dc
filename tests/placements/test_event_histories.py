"""Whatever is said at events, in whatever order: the encounters are those that a slow count gives."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placements import attending, checking_in
from placements.models import Attendance, Encounter, GroupAttendance, Slot
from placements.refusals import TEXTS
from profiles import limiting
from profiles.models import StudentGroup
from tests.world import make_company, make_event, make_group, make_slot, make_student, make_user

pytestmark = pytest.mark.django_db

SEATS, PUPILS = 4, 9
Row = tuple[str, int, int, int | None]


class Fair:
    """Two events on a day: of two companies, and of the first alone; each has a slot of the whole."""

    def __init__(self, world: Any) -> None:
        self.by = world.coordinator
        roer = make_company("Roer Metaal")
        fest, visit = make_event(), make_event(kind="company_visit")
        hour = timedelta(hours=1)
        self.slots = [
            make_slot(fest, world.company, seats=SEATS),
            make_slot(fest, world.company, starts_at=fest.starts_at + hour, seats=SEATS),
            make_slot(fest, roer, seats=SEATS),
            make_slot(fest),
            make_slot(visit, world.company, seats=SEATS),
        ]
        whole = make_slot(visit)
        self.slots.append(whole)
        self.companies = [
            world.company.pk,
            world.company.pk,
            roer.pk,
            None,
            world.company.pk,
            world.company.pk,
        ]
        self.students = [
            make_student(world.group, user=make_user(f"s{number}@leerling.test")) for number in range(3)
        ]
        self.groups = [world.group, make_group(world.gilde, "LAS3B")]
        StudentGroup.objects.update(pupils=PUPILS)
        self.now = fest.starts_at + 2 * hour

    def slowly(self) -> list[Row]:
        """Count from who was there: one per student and company (or event), of a class the most."""
        found: dict[tuple[Any, ...], int] = defaultdict(int)
        for number, slot in enumerate(self.slots):
            company = self.companies[number]
            where = (company, None if company else slot.event_id)
            for each in Attendance.objects.filter(slot=slot, checked_in_at__isnull=False):
                found["student", each.student_id, *where] = 1
            for each in GroupAttendance.objects.filter(slot=slot, came__gte=1):
                key = ("class", each.group_id, *where)
                found[key] = max(found[key], each.came)
        return sorted(((*key, people) for key, people in found.items()), key=str)

    def written(self) -> list[Row]:
        rows = Encounter.objects.values_list("student", "group", "company", "event", "people", "group_key")
        return sorted(
            (
                (
                    "class" if key else "student",
                    group if key else student,
                    company,
                    None if company else event,
                    n,
                )
                for student, group, company, event, n, key in rows
            ),
            key=str,
        )

    def oversold(self) -> list[Slot]:
        return [
            slot for slot in Slot.objects.with_taken() if slot.seats is not None and slot.taken > slot.seats
        ]

    def do(self, verb: str, slot: int, who: int, number: int) -> None:
        here, student, group = self.slots[slot], self.students[who], self.groups[who % 2]
        acts = {
            "expect": lambda: attending.expect(here, student, by=student.user),
            "away": lambda: attending.no_longer_expect(here, student, by=self.by),
            "check in": lambda: checking_in.check_in(here.code, by=student.user),
            "mark": lambda: checking_in.mark_there(here, [student], by=self.by),
            "mark all": lambda: checking_in.mark_there(here, self.students, by=self.by),
            "unmark": lambda: checking_in.unmark(here, [student], by=self.by),
            "expect class": lambda: attending.expect_class(here, group, number, by=self.by),
            "bring class": lambda: attending.bring_class(here, group, number, by=self.by),
            "class away": lambda: attending.no_longer_expect_class(here, group, by=self.by),
            "count": lambda: checking_in.count_class(here, group, number, by=self.by),
        }
        try:
            acts[verb]()
        except tuple(TEXTS):
            return


VERBS = (
    "expect",
    "away",
    "check in",
    "mark",
    "mark all",
    "unmark",
    "expect class",
    "bring class",
    "class away",
    "count",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 2), st.integers(0, PUPILS + 1)),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(steps=STEPS)
def test_encounters_are_who_was_there(world, steps):
    with transaction.atomic():
        fair = Fair(world)
        limiting.forget_all()
        with time_machine.travel(fair.now, tick=False):
            for step in steps:
                fair.do(*step)
                assert (fair.written(), fair.oversold()) == (fair.slowly(), [])
        transaction.set_rollback(True)
