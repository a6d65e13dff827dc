"""Mail into a folder, for where no mail server is set: a file per mail, named after the mail."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

ENDING = ".eml"


class EmailBackend(BaseEmailBackend):
    """Writes each mail whole or not at all; one that is sent again goes over the first."""

    def __init__(self, *args: Any, file_path: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._folder = Path(file_path or settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write these mails and give how many."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            self._write(_name(mail), mail.message().as_bytes())
        return len(email_messages)

    def _write(self, name: str, content: bytes) -> None:
        unfinished = self._folder / f".{name}"
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / f"{name}{ENDING}")


def _name(mail: EmailMessage) -> str:
    """Give what stands before the @ of the mail's own id; without one, something new."""
    known = mail.extra_headers.get("Message-ID", "")
    return known.strip("<>").partition("@")[0] or str(uuid4())
