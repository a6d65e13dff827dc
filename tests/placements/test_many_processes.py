"""Eight processes, five tries each, twenty rounds: no seat is given twice, and none stays empty."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection

from placements.models import Application, Placement
from tests import figures
from tests.placements.racing import REFUSALS
from tests.project.sources import ROOT
from tests.races import race
from tests.world import make_student, make_user, make_vacancy
from vacancies.models import Vacancy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.full]

PROCESSES, TRIES, ROUNDS, SEATS = 8, 5, 20, 17


def test_no_seat_is_given_twice_and_none_stays_empty(world, tmp_path):
    rounds = [offers_for_a_round(world) for _ in range(ROUNDS)]
    with race(tmp_path) as at_once:
        processes = [start() for _ in range(PROCESSES)]
        try:
            assert {process.stdout.readline() for process in processes} == {"ready\n"}
            answers = [play(processes, offers) for _vacancy, offers in rounds]
        finally:
            for process in processes:
                process.communicate(timeout=60)
        (counted,) = at_once([lambda: [count(vacancy) for vacancy, _offers in rounds]])
    said = Counter(word for answer in answers for word in answer)
    assert set(said) <= {"taken", *REFUSALS}
    oversold = sum(max(0, held - SEATS) for _taken, held in counted)
    unfilled = sum(max(0, SEATS - held) for _taken, held in counted)
    assert (oversold, unfilled, said["taken"]) == (0, 0, ROUNDS * SEATS)
    assert [taken for taken, _held in counted] == [held for _taken, held in counted]
    measured = {"oversold": oversold, "unfilled": unfilled, "seats": SEATS, "tries": PROCESSES * TRIES}
    figures.exactly(f"race_on_{connection.vendor}", rounds=ROUNDS, processes=PROCESSES, **measured)


def offers_for_a_round(world) -> tuple[int, list[int]]:
    """Make a vacancy with some seats and more students to whom one is offered."""
    vacancy = make_vacancy(world.establishment)
    Vacancy.objects.filter(pk=vacancy.pk).update(seats=SEATS)
    offers = []
    for _ in range(PROCESSES * TRIES):
        student = make_student(None)
        student.user = make_user(f"student-{student.pk}@leerling.test")
        student.save()
        row = Application(
            student=student,
            vacancy=vacancy,
            door="apply",
            state="offered",
            waits_for="student",
            answer_by="2099-01-01",
            start="2099-02-01",
        )
        offers.append(row)
    return vacancy.pk, [row.pk for row in Application.objects.bulk_create(offers)]


def start() -> subprocess.Popen:
    name = settings.DATABASES["default"]["NAME"] if connection.vendor == "sqlite" else None
    it = connection.settings_dict
    url = (
        f"sqlite:///{name}"
        if name
        else f"postgres://{it['USER']}:{it['PASSWORD']}@{it['HOST']}:{it['PORT'] or 5432}/{it['NAME']}"
    )
    return subprocess.Popen(
        [sys.executable, "-m", "tests.placements.racing"],
        cwd=Path(ROOT),
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.test_settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def play(processes: list[subprocess.Popen], offers: list[int]) -> list[str]:
    """Let each process accept its five offers, all at once; gives what came of each."""
    answers: list[str] = []

    def one(process: subprocess.Popen, own: list[int]) -> None:
        process.stdin.write(json.dumps(own) + "\n")
        process.stdin.flush()
        answers.extend(json.loads(process.stdout.readline()))

    threads = [
        Thread(target=one, args=(process, offers[number::PROCESSES]))
        for number, process in enumerate(processes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def count(vacancy: int) -> tuple[int, int]:
    held = Placement.objects.holding().filter(vacancy=vacancy).count()
    return Vacancy.objects.get(pk=vacancy).seats_taken, held
