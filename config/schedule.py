"""Everything that runs by the clock."""

from celery.schedules import crontab

SCHEDULE = {
    "sweep-match-changes": {
        "task": "profiles.tasks.sweep_match_changes",
        "schedule": crontab(hour=3, minute=10),
    },
}
