"""Long streams cut into pieces that fit in memory and in one query."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from reference.tables import Row, Table

T = TypeVar("T")
BATCH = 1000
Watch = Callable[[Table], Iterable[Row]]
"""Passes the rows of a table on, showing progress."""


def unwatched(table: Table) -> Iterable[Row]:
    """Pass the rows on without showing anything."""
    return table


def in_batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Cut a stream into lists of at most ``size``."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
