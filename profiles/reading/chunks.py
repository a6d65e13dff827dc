"""Long lists taken a thousand rows at a time, so that memory and queries stay bounded."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
CHUNK = 1_000


def in_chunks(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the rows in lists of at most that size."""
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk
