"""The clock of the embedded default: without a worker, the process that serves runs the schedule itself."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string

from config.schedule import SCHEDULE
from profiles.models import JobRun

A_MINUTE = 60
HOURS, MINUTES = 24, 60

_log = logging.getLogger(__name__)
_starting = Lock()


def keep_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a thread look at the clock from the first request on, where no worker does."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.CLOCK_IN_PROCESS:
            _start()
        return get_response(request)

    return middleware


def tick(now: datetime) -> list[str]:
    """Run what runs every minute, and the jobs of today whose time has come and that nobody began yet.

    Gives their names. One that fails is told in the log and tried again at its next time: each ends all that
    is due by then.
    """
    run = []
    for name, task in _due(timezone.localtime(now)):
        if _is_minutely(name) or JobRun.objects.get_or_create(name=name, day=timezone.localdate(now))[1]:
            run.append(name)
            try:
                import_string(task)()
            except Exception:  # the other jobs are none the worse for it
                _log.exception("the job %s failed", name)
    return run


def _due(now: datetime) -> Iterator[tuple[str, str]]:
    for name, entry in SCHEDULE.items():
        at = entry["schedule"]
        if (now.hour, now.minute) >= (min(at.hour), min(at.minute)):
            yield name, entry["task"]


def _is_minutely(name: str) -> bool:
    at = SCHEDULE[name]["schedule"]
    return (len(at.hour), len(at.minute)) == (HOURS, MINUTES)


class _Clock(Thread):
    """Looks every minute; a daemon, so that it never keeps a process alive."""

    def __init__(self) -> None:
        super().__init__(name="clock", daemon=True)
        self.stopped = Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            close_old_connections()
            try:
                tick(timezone.now())
            except Exception:  # the database may be away: in a minute again
                _log.exception("the clock could not look at its jobs")
            close_old_connections()
            self.stopped.wait(A_MINUTE)


_clocks: list[_Clock] = []


def _start() -> None:
    with _starting:
        if not _clocks or not _clocks[-1].is_alive():
            _clocks.append(_Clock())
            _clocks[-1].start()
