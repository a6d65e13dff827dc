"""Files that somebody sends along: no page takes one, so none is kept, however large."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError


class NoFiles(FileUploadHandler):
    """Refuses a form with a file in it (400) before any of that file is read."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise MultiPartParserError("No page takes a file.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
