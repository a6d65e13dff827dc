"""Work that is put on the queue is done by the worker, on the same database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from profiles.models import MatchChange

pytestmark = pytest.mark.worker


def test_the_worker_sweeps_old_changes(worker):
    now = timezone.now()
    for days in (5, 4, 0):
        MatchChange.objects.create(side=MatchChange.Side.PERSON, row_id=days, at=now - timedelta(days=days))
    result = app.send_task("profiles.tasks.sweep_match_changes")
    assert result.get(timeout=30) == 2
    assert list(MatchChange.objects.values_list("row_id", flat=True)) == [0]


def test_an_unknown_task_does_not_stop_the_worker(worker):
    app.send_task("profiles.tasks.there_is_no_such_task")
    assert app.send_task("profiles.tasks.sweep_match_changes").get(timeout=30) == 0
    assert worker.poll() is None
