"""The Celery worker; without a broker the same work is swept in-process."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("stagepoort")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
