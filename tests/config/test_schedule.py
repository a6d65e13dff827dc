"""What runs by the clock exists, and does its work without a broker too."""

from datetime import timedelta

from django.utils import timezone

from config.celery import app
from config.schedule import SCHEDULE
from profiles.models import MatchChange
from profiles.tasks import sweep_match_changes


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in SCHEDULE.values()} - set(app.tasks) == set()


def test_old_changes_are_swept_and_the_newest_stays(db):
    now = timezone.now()
    for hours in (72, 49, 47):
        MatchChange.objects.create(side=MatchChange.Side.POST, row_id=hours, at=now - timedelta(hours=hours))
    assert sweep_match_changes() == 2
    assert list(MatchChange.objects.values_list("row_id", flat=True)) == [47]


def test_the_only_change_stays_however_old(db):
    MatchChange.objects.create(side=MatchChange.Side.POST, row_id=1, at=timezone.now() - timedelta(days=9))
    assert sweep_match_changes() == 0
    assert MatchChange.objects.count() == 1
