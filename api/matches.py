"""Ranked matches with their reasons, and on request who is left out and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from api.pagination import PageNumbers
from matching.eligibility import Failure
from matching.reasons import Row
from matching.rendering import render, render_failure
from placements.recommending import Excluded, Exclusion, Ranked, Recommendation
from profiles.models import Student
from reference.languages import reading
from vacancies.models import Vacancy

FULL_SCORE = 10_000
PARAMETERS = frozenset({"page", "pageSize", "excluded"})


DESCRIBED = [
    OpenApiParameter("page", int),
    OpenApiParameter("pageSize", int, description="At most 100; 20 when not given."),
    OpenApiParameter("excluded", bool, description="Also list as many that do not match, and why."),
]
PLAIN = OpenApiParameter("plain", bool, description="Best first, not reordered for variety.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of a ranking somebody asked for."""

    page: int
    size: int
    excluded: bool

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Read the query parameters; raises ValidationError."""
        pages = PageNumbers()
        page, size = pages.get_page_number(request, None), pages.get_page_size(request)
        return cls(page, size, read_flag(request, "excluded"))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


def read_flag(request: Request, name: str) -> bool:
    """Read true or false; raises ValidationError."""
    text = request.query_params.get(name, "false")
    if text not in ("true", "false"):
        raise ValidationError({name: [_("Give true or false.")]})
    return text == "true"


def page_of(
    request: Request, asked: Asked, ranked: Ranked, excluded: Excluded | None, side: str, rows: dict[str, Any]
) -> dict[str, Any]:
    """Put one page of a ranking into what the serializers write; ``rows`` are the other side by uuid."""
    if asked.page > 1 and not ranked.items and not (excluded and excluded.items):
        raise NotFound(_("There is no such page."))
    longest = max(ranked.eligible_count, excluded.count if excluded else 0)
    body = links(request, asked, longest)
    body["count"] = ranked.eligible_count
    body["results"] = [
        _match(item, ranked.label) | {side: rows[getattr(item, side)]}
        for item in ranked.items
        if getattr(item, side) in rows
    ]
    if excluded is not None:
        body["excludedCount"] = excluded.count
        body["excluded"] = [
            {side: rows[getattr(item, side)], "because": [_because(each) for each in item.failures]}
            for item in excluded.items
            if getattr(item, side) in rows
        ]
    return body


def links(request: Request, asked: Asked, count: int) -> dict[str, Any]:
    """Give the count and the addresses of the pages around this one."""
    more = asked.offset + asked.size < count
    return {
        "count": count,
        "next": _link(request, asked.page + 1) if more else None,
        "previous": _link(request, asked.page - 1) if asked.page > 1 else None,
    }


def shown(side: str, ranked: Ranked, excluded: Excluded | None) -> set[str]:
    """Collect the uuids of one side of all pairs on a page."""
    items: Iterable[Recommendation | Exclusion] = (*ranked.items, *(excluded.items if excluded else ()))
    return {getattr(item, side) for item in items}


def vacancy_rows(visible: QuerySet[Vacancy], uuids: set[str]) -> dict[str, Vacancy]:
    """Read the vacancies of a page in one query."""
    rows = visible.filter(uuid__in=uuids).select_related("company", "establishment__place__municipality")
    return {str(row.uuid): row for row in rows}


def student_rows(visible: QuerySet[Student], uuids: set[str]) -> dict[str, Student]:
    """Read the students of a page in one query."""
    return {str(row.uuid): row for row in visible.filter(uuid__in=uuids).select_related("programme")}


def _match(item: Recommendation, label: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "score": item.points / FULL_SCORE,
        "verdict": item.verdict,
        "parts": item.parts,
        "reasons": [_reason(row, label) for row in item.reasons],
    }


def _reason(row: Row, label: Callable[[str, str], str]) -> dict[str, Any]:
    text = render(row, reading(), label)
    return {"code": row.code, "values": row.values, "points": row.points, "text": text}


def _because(failure: Failure) -> dict[str, Any]:
    text = render_failure(failure, reading())
    return {"rule": failure.rule, "values": failure.values, "change": failure.change, "text": text}


def _link(request: Request, page: int) -> str:
    return replace_query_param(request.build_absolute_uri(), "page", page)
