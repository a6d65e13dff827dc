"""Many at once: threads with a connection each, released together; on SQLite in a file of its own."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection, connections

Act = Callable[[], Any]


@contextmanager
def race(folder: Path) -> Iterator[Callable[[list[Act]], list[Any]]]:
    """Give what runs acts at once and gives what each returned, or the exception that it raised.

    Needs committed data (``django_db(transaction=True)``). On SQLite what the acts write is seen by later
    acts only: the suite's own database lies in memory, where threads do not wait for each other.
    """
    settings = connections.settings["default"]
    name = settings["NAME"]
    if connection.vendor == "sqlite":
        settings["NAME"] = str(folder / "race.sqlite3")
        with sqlite3.connect(settings["NAME"]) as file:
            connection.connection.backup(file)
        file.close()
    try:
        yield _together
    finally:
        settings["NAME"] = name


def _together(acts: list[Act]) -> list[Any]:
    barrier = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(lambda act: _one(act, barrier), acts))


def _one(act: Act, barrier: Barrier) -> Any:
    barrier.wait()
    try:
        return act()
    except Exception as error:
        return error
    finally:
        connections.close_all()
