"""Everything that runs by the clock."""

from celery.schedules import crontab

EVERY_MINUTE = {"schedule": crontab(), "options": {"expires": 55}}
"""Of what nobody did in its minute no heap is left: the next one does it all."""

SCHEDULE = {
    "send-notifications": {"task": "profiles.tasks.send_notifications", **EVERY_MINUTE},
    "relink-students": {"task": "profiles.tasks.relink_students", **EVERY_MINUTE},
    "relink-vacancies": {"task": "vacancies.tasks.relink_vacancies", **EVERY_MINUTE},
    "end-overdue-applications": {
        "task": "placements.tasks.end_overdue_applications",
        "schedule": crontab(hour=0, minute=5),
    },
    "advance-queues": {"task": "placements.tasks.advance_queues", "schedule": crontab()},
    "remind": {"task": "placements.tasks.remind", "schedule": crontab(hour=6, minute=30)},
    "move-placements": {
        "task": "placements.tasks.move_placements",
        "schedule": crontab(hour=0, minute=10),
    },
    "sweep-match-changes": {
        "task": "profiles.tasks.sweep_match_changes",
        "schedule": crontab(hour=3, minute=10),
    },
    "sweep-guardianships": {
        "task": "profiles.tasks.sweep_guardianships",
        "schedule": crontab(hour=0, minute=5),
    },
    "count": {"task": "monitoring.tasks.count", "schedule": crontab(hour=3, minute=20)},
    "retain": {
        "task": "placements.tasks.retain",
        "schedule": crontab(hour=3, minute=30),
    },
}
