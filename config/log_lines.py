"""What the lines of the log leave out: the secrets of one-time links, which stand in addresses."""

import logging
import re
import sys
from functools import cache
from typing import Any

from django.conf import settings

HIDDEN = "…"


class WithoutSecrets(logging.Filter):
    """Writes every line without what an address has where the secret of a link stands.

    Whoever reads the log cannot use it: not of a request that was refused before anybody looked at it, nor of
    an address that is no page because a slash too many came with it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if _has_addresses():
            record.msg = _hide(record.msg)
            if isinstance(record.args, tuple):
                record.args = tuple(_hide(each) for each in record.args)
        return True


def _has_addresses() -> bool:
    """Tell whether requests are answered yet: before, no line holds a secret, and nobody knows the routes."""
    return hasattr(sys.modules.get(settings.ROOT_URLCONF), "urlpatterns")


def _hide(told: Any) -> Any:
    return _secrets().sub(rf"\g<1>{HIDDEN}", told) if isinstance(told, str) else told


@cache
def _secrets() -> re.Pattern[str]:
    """Find a secret by the address before it."""
    # Logging is set up before there are models, which the policy needs, and routes.
    from profiles.policy import TABLE
    from profiles.policy.routes import every_route
    from profiles.policy.rules import LINKS

    named = {rule.route: name for rule in TABLE for name, noun in rule.of.items() if noun in LINKS}
    begins = {
        route.path.partition(f"{{{named[route.name]}}}")[0] for route in every_route() if route.name in named
    }
    return re.compile(f'({"|".join(map(re.escape, sorted(begins)))})[^\\s"]+')
