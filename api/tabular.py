"""Tables that can be taken along: the same rows as JSON, CSV or a spreadsheet (XLSX)."""

from collections.abc import Iterable, Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from reference.table_writing import XLSX, csv_bytes, xlsx_bytes

FORMAT = "format"
ROWS = "rows"


class TableRenderer(BaseRenderer):
    """Writes the ``rows`` of an answer; a column for every leaf, named as in the JSON (``school.name``)."""

    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        flat = [dict(_leaves(row)) for row in data[ROWS]]
        header = _columns(flat)
        return self.write(header, [[row.get(name) for name in header] for row in flat])

    def write(self, header: list[str], rows: list[list[Any]]) -> bytes:
        raise NotImplementedError


class CsvRenderer(TableRenderer):
    media_type, format = "text/csv", "csv"

    def write(self, header: list[str], rows: list[list[Any]]) -> bytes:
        return csv_bytes(header, [["" if cell is None else str(cell) for cell in row] for row in rows])


class XlsxRenderer(TableRenderer):
    media_type, format = XLSX, "xlsx"

    def write(self, header: list[str], rows: list[list[Any]]) -> bytes:
        return xlsx_bytes(header, rows)


class Tabular:
    """Answers with ``rows``, as JSON, or as a file by ``?format=csv`` and ``?format=xlsx`` (or `Accept`).

    Put it before `Resource`; ``tables`` names the actions that answer so.
    """

    tables: frozenset[str] = frozenset()

    def get_renderers(self) -> list[BaseRenderer]:
        plain: list[BaseRenderer] = [JSONRenderer()]
        return [*plain, CsvRenderer(), XlsxRenderer()] if self._is_table() else plain

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        chosen = getattr(request, "accepted_renderer", None)
        if isinstance(chosen, TableRenderer):
            name = f"{request.resolver_match.url_name}.{chosen.format}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _known_parameters(self) -> set[str]:
        known: set[str] = super()._known_parameters()  # type: ignore[misc]
        return known | {FORMAT} if self._is_table() else known

    def _is_table(self) -> bool:
        return getattr(self, "action", None) in self.tables


def _columns(flat: list[dict[str, Any]]) -> list[str]:
    """Name the columns; a branch that some rows leave empty is that of its leaves."""
    named = list(dict.fromkeys(name for row in flat for name in row))
    return [name for name in named if not any(other.startswith(f"{name}.") for other in named)]


def described_as(serializer: Any) -> dict[Any, Any]:
    """Describe the answers of a table for the schema."""
    return {
        (200, "application/json"): serializer,
        (200, CsvRenderer.media_type): OpenApiTypes.STR,
        (200, XlsxRenderer.media_type): OpenApiTypes.BINARY,
    }


def _leaves(row: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{prefix}{name}", " | ".join(_told(each) for each in value)
        else:
            yield f"{prefix}{name}", value


def _told(each: Any) -> str:
    """Write one of several in a cell; of a reason its sentence."""
    return str(each["text"] if isinstance(each, Mapping) and "text" in each else each)
