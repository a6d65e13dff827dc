"""What an installation must have before it may serve: looked at by ``manage.py check``."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils import timezone
from limits import parse

LONGEST = timedelta(days=366)


def limits_are_counted_once(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to count in memory where several processes may run: each would allow the whole limit."""
    if settings.DEBUG or settings.RATE_LIMIT_URL or not settings.SEVERAL_PROCESSES:
        return []
    hint = "Set RATE_LIMIT_URL to a Redis that all processes share."
    return [Error("Several processes cannot count in memory.", hint=hint, id="profiles.E002")]


def sqlite_has_one_process(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse SQLite where several processes would write to it."""
    if settings.DEBUG or not settings.SEVERAL_PROCESSES or not settings.IS_EMBEDDED:
        return []
    hint = "Set DATABASE_URL to a PostgreSQL."
    return [Error("Several processes cannot share SQLite.", hint=hint, id="profiles.E004")]


def limits_can_be_read(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a limit that is not written as 20/minute."""
    return [
        Error(f"The limit {name} is {text!r}.", hint="Write it as 20/minute.", id="profiles.E003")
        for name, text in settings.RATE_LIMITS.items()
        if not _is_readable(text)
    ]


def links_are_safe(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse links in mails that would carry their secrets over plain HTTP (``check --deploy``)."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [Error("SITE_URL is no https address.", hint="Links in mails carry secrets.", id="profiles.E001")]


def second_factor_is_asked(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find fault with an installation that lets schools and offices in with a password alone, as a demo."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    hint = "Leave SECOND_FACTOR_REQUIRED out, or set it to true."
    return [Warning("Nobody is asked for a second factor.", hint=hint, id="profiles.W011")]


def addresses_are_told_apart(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find fault with a proxy that is trusted to say https, but not whom it speaks for: all are one then."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.TRUSTED_PROXIES > 0:
        return []
    hint = "Set TRUSTED_PROXIES to the number of proxies in front."
    return [Warning("Behind the proxy everybody shares one limit.", hint=hint, id="profiles.W012")]


def weaknesses_are_reported_somewhere(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Find fault with a security.txt that is missing, over, or holds for longer than a year."""
    hint = "Set SECURITY_CONTACT to mailto:… or https://… and SECURITY_TXT_EXPIRES to a day within a year."
    if not settings.SECURITY_CONTACT.startswith(("mailto:", "https://")):
        return [Error("Finders of a weakness cannot report it.", hint=hint, id="profiles.E010")]
    try:
        day = date.fromisoformat(settings.SECURITY_TXT_EXPIRES)
    except ValueError:
        return [Error("SECURITY_TXT_EXPIRES is not a day.", hint=hint, id="profiles.E011")]
    today = timezone.localdate()
    if not today < day <= today + LONGEST:
        return [Warning("security.txt is over, or holds for too long.", hint=hint, id="profiles.W010")]
    return []


def _is_readable(text: str) -> bool:
    try:
        return parse(text).amount > 0
    except ValueError:
        return False
