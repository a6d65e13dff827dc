"""Without a worker the schedule runs in the process that serves: once a day each, whatever happens to one."""

from datetime import UTC, datetime
from functools import partial

import pytest

from config import clockwork
from profiles.models import JobRun

MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch, db) -> list[str]:
    """Three jobs of which one fails; gives what ran."""
    seen: list[str] = []
    at = clockwork.SCHEDULE["retain"]["schedule"].__class__
    times = {"early": at(hour=3, minute=30), "broken": at(hour=4, minute=0), "late": at(hour=21, minute=5)}
    monkeypatch.setattr(
        clockwork, "SCHEDULE", {name: {"task": name, "schedule": time} for name, time in times.items()}
    )

    def job(name: str) -> None:
        seen.append(name)
        if name == "broken":
            raise ZeroDivisionError

    monkeypatch.setattr(clockwork, "import_string", lambda name: partial(job, name))
    return seen


def test_each_job_runs_once_a_day_after_its_time(ran, caplog):
    clockwork.tick(MORNING)
    clockwork.tick(MORNING.replace(hour=10))
    assert ran == ["early", "broken"]
    assert [record.message for record in caplog.records] == ["the job broken failed"]
    clockwork.tick(MORNING.replace(hour=20, minute=4))
    assert ran == ["early", "broken"]
    clockwork.tick(MORNING.replace(hour=20, minute=5))
    clockwork.tick(MORNING.replace(day=22))
    assert ran == ["early", "broken", "late", "early", "broken"]


def test_what_runs_every_minute_runs_at_every_look(ran, monkeypatch):
    always = clockwork.SCHEDULE["early"]["schedule"].__class__()
    monkeypatch.setattr(clockwork, "SCHEDULE", {"always": {"task": "always", "schedule": always}})
    for minute in (0, 1, 2):
        clockwork.tick(MORNING.replace(minute=minute))
    assert (ran, JobRun.objects.count()) == (["always"] * 3, 0)


def test_the_day_is_that_of_here(ran):
    clockwork.tick(datetime(2026, 11, 21, 23, 30, tzinfo=UTC))  # half past midnight
    assert (ran, JobRun.objects.count()) == ([], 0)


def test_a_job_that_another_process_began_is_left_to_it(ran):
    JobRun.objects.create(name="early", day=MORNING.date())
    clockwork.tick(MORNING)
    assert ran == ["broken"]


@pytest.mark.parametrize("runs_here", [True, False])
def test_the_clock_starts_with_the_first_request(rf, settings, monkeypatch, runs_here):
    settings.CLOCK_IN_PROCESS = runs_here
    monkeypatch.setattr(clockwork, "_clocks", [])
    monkeypatch.setattr(clockwork, "tick", lambda now: clockwork._clocks[-1].stopped.set())
    serve = clockwork.keep_time(lambda request: "answer")
    assert [serve(rf.get("/")), serve(rf.get("/"))] == ["answer", "answer"]
    for clock in clockwork._clocks:
        clock.join(timeout=5)
    assert bool(clockwork._clocks) is runs_here
