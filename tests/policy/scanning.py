"""Reading all that comes out of the service, and finding canaries where they should not be."""

import io
import logging
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import TestCase

from tests.policy.asking import address, brought, undone
from tests.policy.cast import Cast
from tests.policy.expecting import Cell
from tests.policy.preparing import typed
from tests.policy.seeing import Sight

NAMELESS = frozenset({"uuid"})
"""What a line of the log may say of somebody: ids, and never contents."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking the same: language, format, method, and what is asked beside it."""

    name: str
    language: str
    accept: str
    method: str = ""
    beside: tuple[tuple[str, str], ...] = ()


WAYS = (
    Way("in English, as JSON", "en", "application/json"),
    Way("in Dutch, as a page", "nl", "text/html"),
    Way("the second page", "nl", "*/*", beside=(("page", "2"), ("pageSize", "1"))),
    Way("with an unknown name", "en", "application/problem+json", beside=(("nonsense", "1"),)),
    Way("which methods there are", "en", "*/*", method="options"),
)


@dataclass
class Scan:
    """What was read, and what was found that should not be there."""

    sight: Sight
    read: Counter[str] = field(default_factory=Counter)
    leaks: dict[str, set[str]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def read_text(self, what: str, where: str, text: str, allows: Callable[[str], bool]) -> set[str]:
        """Look for every canary in a text; gives those that may stand there."""
        self.read[what] += 1
        found = self.sight.canaries_in(text)
        allowed = {token for token in found if allows(token)}
        if leaked := found - allowed:
            self.leaks[f"{what}: {where}"] = {str(self.sight.planted[token]) for token in leaked}
        return allowed

    def ask(self, cell: Cell, way: Way) -> None:
        """Ask, and read the answer, the mails that go out and the lines of the log; undo what was done."""
        cast, where = self.sight.cast, f"{cell}, {way.name}"
        with lines_of_the_log() as lines, undone(cast, cell):
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer, asked = sent(cast, cell, way)
            self._read_mails(where)
        self.read_answer(where, cell, answer, asked)
        self._read_lines(where, lines)

    def read_answer(self, where: str, cell: Cell, answer: HttpResponse, asked: str) -> None:
        """Read an answer as what the one who asked may see; what was asked tells nobody anything."""
        for what, text in texts_of(answer):
            allowed = self.read_text(
                what, where, text, lambda token: token in asked.lower() or self._may_read(cell, token)
            )
            self.seen |= {(cell.actor, token) for token in allowed if token not in asked.lower()}

    def _may_read(self, cell: Cell, token: str) -> bool:
        return self.sight.allows(cell.actor, token) or self.sight.opens(cell, token)

    def _read_mails(self, where: str) -> None:
        for each in mail.outbox:
            text = f"{each.subject}\n{each.body}\n{each.extra_headers}"
            self.read_text("mails", where, text, lambda token, to=each.to: self.sight.tells(*to, token))
        mail.outbox.clear()

    def _read_lines(self, where: str, lines: list[str]) -> None:
        for line in lines:
            if any(secret in line for secret in self.sight.secrets):
                self.leaks[f"lines: {where}"] = {"the secret of a link"}
            self.read_text("lines", where, line, lambda token: self.sight.planted[token].field in NAMELESS)


def sent(cast: Cast, cell: Cell, way: Way) -> tuple[HttpResponse, str]:
    """Ask a cell in one way; gives the answer, and all that was said to get it."""
    body, headers = brought(cast, cell)
    body, headers = body | dict(way.beside), headers | {"accept-language": way.language, "accept": way.accept}
    method = way.method or cell.rule.method.lower()
    client, path = cast.clients[cell.actor], address(cast, cell)
    is_json = method != "get" and cell.rule.is_api
    kwargs: dict[str, Any] = {"content_type": "application/json"} if is_json or method == "put" else {}
    asked = f"{path} {body} {headers} {typed(cast, cell)}"
    return getattr(client, method)(path, body, headers=headers, **kwargs), asked


def texts_of(answer: HttpResponse) -> Iterator[tuple[str, str]]:
    """Give an answer as texts: its head with its body, and each file of an archive."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield "files", f"{name}\n{archive.read(name).decode()}"
        content = b""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    yield "answers", f"{head}\n{answer.cookies.output()}\n{content.decode(errors='replace')}"


class Lines(logging.Handler):
    """Keeps the lines of the log as a real installation writes them."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter(logging.BASIC_FORMAT).format(record))


@contextmanager
def lines_of_the_log() -> Iterator[list[str]]:
    """Collect what is logged meanwhile."""
    handler, root, requests = Lines(), logging.getLogger(), logging.getLogger("django.request")
    level, was_disabled = root.level, requests.disabled
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    requests.disabled = False
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        requests.disabled = was_disabled
