"""Counting in the memory of one process: exact under threads, without a thread of its own."""

import threading
import time
from collections import deque

from limits.storage import MovingWindowSupport, Storage

SWEEP_EVERY = 1_000  # entries after which keys that nobody asked by any more are let go


class OneProcess(Storage, MovingWindowSupport):
    """Keeps the moments at which each key was let in.

    The library's own memory storage starts a timer thread with nearly every request and never forgets a key.
    """

    STORAGE_SCHEME = ["process"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._lock = threading.Lock()
        self._moments: dict[str, deque[float]] = {}
        self._ends: dict[str, float] = {}
        self._taken = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Let in as often as ``amount`` when that stays within the limit of the last ``expiry`` seconds."""
        with self._lock:
            now = time.time()
            moments = self._within(key, now - expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([now] * amount)
            self._ends[key] = now + expiry
            self._taken += 1
            if self._taken % SWEEP_EVERY == 0:
                self._forget(now)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Give when the first of the last ``expiry`` seconds was let in, and how many were."""
        with self._lock:
            now = time.time()
            moments = self._within(key, now - expiry)
            return (moments[0] if moments else now), len(moments)

    def _within(self, key: str, since: float) -> deque[float]:
        moments = self._moments.setdefault(key, deque())
        while moments and moments[0] < since:
            moments.popleft()
        return moments

    def _forget(self, now: float) -> None:
        for key in [key for key in self._moments if self._ends.get(key, 0) < now]:
            self._drop(key)

    def _drop(self, key: str) -> None:
        self._moments.pop(key, None)
        self._ends.pop(key, None)

    def clear(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def reset(self) -> int:
        with self._lock:
            count = len(self._moments)
            self._moments.clear()
            self._ends.clear()
            self._taken = 0
            return count

    def check(self) -> bool:
        return True

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Refuse: fixed windows are not counted here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError
