"""How often somebody may ask: exact counts by account and address, the same for all processes."""

import hashlib
import logging
import time
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.conf import settings
from django.http import HttpRequest
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from profiles.counting import OneProcess

PATIENCE = 0.05  # seconds that a request waits for Redis
PAUSE = 5  # seconds in which nobody asks a Redis again that did not answer
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
SIXTY_FOUR = 64  # bits that one IPv6 connection has in common: whoever has one address has all of them

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so long, by name in ``settings.RATE_LIMITS``.

    When nobody can count, whoever wants in is refused by a limit that fails closed, and let in by another.
    """

    name: str
    fails_closed: bool = False

    @property
    def rate(self) -> RateLimitItem:
        return parse(settings.RATE_LIMITS[self.name])


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a limit, and in how many seconds there is more."""

    limit: Limit
    left: int
    seconds: int


class TooOften(Exception):
    """Somebody asked more often than a limit allows; once more in ``retry_after`` seconds."""

    def __init__(self, limit: Limit, retry_after: int) -> None:
        super().__init__(limit.name)
        self.limit = limit
        self.retry_after = retry_after


SIGN_IN = Limit("sign-in", fails_closed=True)
ACCOUNT = Limit("account")
ADDRESS = Limit("address")
WRITES = Limit("writes")
ADDRESS_WRITES = Limit("address-writes")


def take(limit: Limit, *who: object) -> Standing | None:
    """Count one more for ``who`` (an account, an address, both); None when nobody could count.

    Raises `TooOften` when that is one too many, or when a limit that fails closed cannot be counted.
    """
    try:
        return _counted(limit, _key(who))
    except StorageError as error:
        _log.warning("nobody counts %s: %s", limit.name, error)
        if limit.fails_closed:
            raise TooOften(limit, PAUSE) from error
        return None


def count_address(request: HttpRequest) -> Standing | None:
    """Count a request by where it comes from, before anybody looks who asks. Raises `TooOften`."""
    return take(ADDRESS, client_address(request))


def count_account(request: HttpRequest, account: object | None) -> Standing | None:
    """Count a request by its account and, when it changes something, as a change; give what is tightest.

    Raises `TooOften`.
    """
    is_write = request.method not in SAFE
    if account is None:
        asked = [(ADDRESS_WRITES, client_address(request))] if is_write else []
    else:
        asked = [(ACCOUNT, account), (WRITES, account)] if is_write else [(ACCOUNT, account)]
    standings = [standing for limit, who in asked if (standing := take(limit, who))]
    return min(standings, key=lambda each: each.left, default=None)


def client_address(request: HttpRequest) -> str:
    """Tell where a request comes from, behind as many proxies of ours as ``TRUSTED_PROXIES`` says.

    What a client writes itself into X-Forwarded-For is not believed. An IPv6 address gives its /64.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    return _network(hops[-trusted] if 0 < trusted <= len(hops) else peer) or _network(peer)


def forget_all() -> None:
    """Begin to count anew."""
    counter().storage.reset()
    _Silence.until = 0.0


@cache
def counter() -> MovingWindowRateLimiter:
    """Give what counts: Redis for several processes, memory for one."""
    url = settings.RATE_LIMIT_URL
    if not url:
        return MovingWindowRateLimiter(OneProcess())
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
    return MovingWindowRateLimiter(storage_from_string(url, wrap_exceptions=True, **waits))


class _Silence:
    until = 0.0


def _key(who: tuple[object, ...]) -> str:
    """Name an account or an address without keeping it."""
    return hashlib.blake2b("\0".join(map(str, who)).encode(), digest_size=16).hexdigest()


def _counted(limit: Limit, who: str) -> Standing:
    if time.monotonic() < _Silence.until and not limit.fails_closed:
        raise StorageError(TimeoutError("it did not answer a moment ago"))
    try:
        is_free = counter().hit(limit.rate, limit.name, who)
        reset, left = counter().get_window_stats(limit.rate, limit.name, who)
    except StorageError:
        _Silence.until = time.monotonic() + PAUSE
        raise
    seconds = max(1, ceil(reset - time.time()))
    if not is_free:
        raise TooOften(limit, seconds)
    return Standing(limit, left, seconds)


def _network(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, SIXTY_FOUR), strict=False))
    return str(address)
