"""Files that somebody sends along: the one that a form asks for is held in memory, every other is refused."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from profiles.policy import rule_of
from web.forms.imports import MOST_BYTES


class AskedFile(FileUploadHandler):
    """Holds one file, by the name that the policy gives; refuses any other (400) before it is read.

    What comes after `MOST_BYTES` is counted and not held: the form says that the file is too large.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._held = io.BytesIO()
        self._has_begun = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        if self._has_begun or not self._is_asked(field_name):
            raise MultiPartParserError("No page takes this file.")
        self._has_begun = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start < MOST_BYTES:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self._held.seek(0)
        told = self.field_name, self.file_name, self.content_type, file_size, self.charset
        return InMemoryUploadedFile(self._held, *told)

    def _is_asked(self, field_name: str) -> bool:
        match = self.request.resolver_match
        rule = rule_of(match.view_name, self.request.method) if match else None
        return bool(rule and rule.file == field_name)
