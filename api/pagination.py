"""Pages of a list, by number, and whole numbers in a query."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

MOST_DIGITS = 6


class PageNumbers(PageNumberPagination):
    """Refuses a page size that is none, instead of taking another one."""

    page_size = 20
    max_page_size = 100
    page_query_param = "page"
    page_size_query_param = "pageSize"

    def get_page_size(self, request: Request) -> int:
        return read_whole(request, self.page_size_query_param, self.page_size, most=self.max_page_size)

    def get_page_number(self, request: Request, paginator: Any) -> int:
        return read_whole(request, self.page_query_param, 1)

    def rows_of(self, found: Sequence[Any], request: Request) -> tuple[list[Any], dict[str, Any]]:
        """Give the rows of the page that was asked for, and what an answer tells about the others."""
        rows = self.paginate_queryset(found, request) or []
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return rows, {"count": len(found)} | links

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page; the first has no previous one, which OpenAPI 3.1 calls null, not nullable."""
        described = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            del described["properties"][name]["nullable"]
            described["properties"][name]["type"] = ["string", "null"]
        return described


def read_whole(request: Request, name: str, otherwise: int, *, most: int = 10**MOST_DIGITS - 1) -> int:
    """Read a whole number from 1 to ``most`` in ASCII digits; raises ValidationError."""
    text = request.query_params.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and 1 <= int(text) <= most):
        raise ValidationError({name: [_("Give a whole number from 1 to %(most)d.") % {"most": most}]})
    return int(text)
