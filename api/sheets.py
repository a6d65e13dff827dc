"""Lists as they may come in: CSV of at most so many bytes and rows, and the answer to what is none."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from api.parsing import TooLarge
from reference.headers import RowError, TableError

CSV = "text/csv"
MOST_BYTES = 2_000_000


class SheetParser(BaseParser):
    """Gives the bytes: which encoding they are in is found by reading them."""

    media_type = CSV

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise TooLarge(_("The list is larger than 2 MB. Send it in parts."))
        return raw


class NothingWritten(APIException):
    """The list is not taken; ``errors`` says of which rows and columns that is, and why."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "nothing_written"

    def __init__(self, detail: str, errors: Iterable[RowError]) -> None:
        super().__init__(detail)
        self.errors = [error.as_json() for error in errors]


def sheet_of(request: Request) -> bytes:
    """Give the bytes of the list; raises what says how to send one that is not CSV."""
    try:
        data = request.data
    except UnsupportedMediaType as error:
        text = _("Send the list as CSV, with the content type text/csv. A spreadsheet saves as CSV (UTF-8).")
        raise UnsupportedMediaType(request.content_type, detail=text) from error
    return data if isinstance(data, bytes) else b""


def refusal_of(refused: TableError) -> APIException:
    """Say of a file that is refused as a whole what that is over HTTP."""
    first = refused.errors[0]
    if first.code == "unsupported_file":
        return UnsupportedMediaType(CSV, detail=first.detail)
    if first.code == "too_many_rows":
        return TooLarge(first.detail)
    return NothingWritten(_("Nothing written: the list cannot be read."), refused.errors)
