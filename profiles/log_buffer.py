"""Rows on their way to a log: kept for a moment, written many at once, never in the way of a request."""

import logging
import os
from collections import deque
from collections.abc import Iterable
from threading import Event, Lock, Thread

from django.db import Error, InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import Model

AT_ONCE = 100  # rows in one statement

_log = logging.getLogger(__name__)


class Buffer:
    """Holds at most so many rows: when the database is away for long, the newest are given up and counted."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: deque[Model] = deque()
        self._lost = 0
        self._holding, self._writing = Lock(), Lock()
        self._wanted = Event()
        self._writer: tuple[int, Thread] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, rows: Iterable[Model]) -> None:
        """Take rows, as far as there is room; wakes the writer when there are many."""
        with self._holding:
            for row in rows:
                if len(self._rows) < self._most:
                    self._rows.append(row)
                else:
                    self._lost += 1
            if len(self._rows) >= min(AT_ONCE, self._most):
                self._wanted.set()

    def flush(self) -> int:
        """Write what is held and give how many; keeps it while the database is away. Raises nothing."""
        with self._writing:
            rows = self._take()
            if not rows:
                return 0
            try:
                with transaction.atomic():
                    type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)
            except (OperationalError, InterfaceError) as error:
                self._give_back(rows)
                _log.warning("%d log rows wait: %s", len(rows), type(error).__name__)
                return 0
            except Error:  # kept, they would stop all that come after
                _log.exception("%d log rows are lost", len(rows))
                return 0
            self._tell_lost()
            return len(rows)

    def clear(self) -> None:
        """Forget what is held."""
        with self._holding:
            self._rows.clear()

    def write_every(self, seconds: float) -> None:
        """See to it that a thread of this process writes every so many seconds."""
        with self._holding:
            is_there = self._writer and self._writer[0] == os.getpid() and self._writer[1].is_alive()
            if not is_there:
                thread = Thread(target=self._write_on, args=[seconds], name="log", daemon=True)
                self._writer = (os.getpid(), thread)
                thread.start()

    def _write_on(self, seconds: float) -> None:
        while True:
            self._wanted.wait(seconds)
            self._wanted.clear()
            close_old_connections()
            self.flush()
            close_old_connections()

    def _take(self) -> list[Model]:
        with self._holding:
            rows = list(self._rows)
            self._rows.clear()
        return rows

    def _give_back(self, rows: list[Model]) -> None:
        with self._holding:
            room = max(0, self._most - len(self._rows))
            self._rows.extendleft(reversed(rows[:room]))
            self._lost += len(rows) - len(rows[:room])

    def _tell_lost(self) -> None:
        with self._holding:
            lost, self._lost = self._lost, 0
        if lost:
            _log.error("%d log rows were lost: there was no room", lost)
