"""Pages of what is ranked anew for every page."""

from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

Found = TypeVar("Found")


def asked_page(
    request: HttpRequest, per_page: int, fetch: Callable[[int], Found], count: Callable[[Found], int]
) -> tuple[Page, Found]:
    """Fetch the page asked for, or the last one when there are not that many; ``fetch`` takes an offset."""
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    found = fetch(per_page * (number - 1))
    page = Paginator(range(count(found)), per_page).get_page(number)
    return page, found if page.number == number else fetch(per_page * (page.number - 1))
