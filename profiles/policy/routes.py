"""Every route that there is: name, address and what answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """``path`` has its arguments in braces: ``/classes/{group}``."""

    name: str
    path: str
    view: Callable[..., Any]


def every_route() -> list[Route]:
    """List the routes in the order of their addresses; one with synonyms answers by its first name."""
    first: dict[str, Route] = {}
    for route in _below(get_resolver(), "", "/"):
        first.setdefault(route.path, route)
    return sorted(first.values(), key=lambda route: (route.path, route.name))


def _below(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + ARGUMENT.sub(r"{\1}", str(pattern.pattern)).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, inner, path)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or f"{pattern.callback.__module__}.{pattern.callback.__qualname__}"
            yield Route(namespace + name, path, pattern.callback)
