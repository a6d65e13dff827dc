"""The bytes of a file that somebody brings: which kind of file, which encoding, and the text in it."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 16
LARGEST = 512 << 20
"""Bytes: a file beyond this is refused after reading no more than this."""

SIGNATURES = (
    (b"PK\x03\x04", "XLSX/ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
_HTML = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """How a file is to be read: ``encoding`` for Python; ``example`` shows a guess, with its line."""

    encoding: str
    example: str = ""
    line: int = 0


class UndecodableError(Exception):
    """The bytes are no text that we read; ``code``, ``line`` (0: as a whole) and ``found`` say why."""

    def __init__(self, code: str, line: int = 0, found: str = "") -> None:
        """Keep what is known; the words for people are made where the file is reported."""
        super().__init__(code)
        self.code, self.line, self.found = code, line, found


@contextmanager
def opened(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """Give a file from its beginning: a path is opened and closed again, a binary file stays open.

    Raises `OSError` when the path cannot be opened or the file cannot be read twice (a pipe).
    """
    if not isinstance(source, str | Path):
        source.seek(0)
        yield source
        return
    with open(source, "rb") as file:
        file.seek(0)
        yield file


def recognise(file: BinaryIO) -> Text:
    """Find the encoding of a file by reading it once: UTF-8, UTF-16 with a mark, else Windows-1252.

    Raises `UndecodableError` with code ``unsupported_file``, ``file_too_large``, ``nul_bytes``,
    ``unsupported_encoding``, ``broken_utf8``, ``broken_utf16`` or ``empty_file``.
    """
    file.seek(0)
    head = file.read(1024)
    _refuse_other_kinds(head)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UndecodableError("unsupported_encoding", found="UTF-32")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf16(file)
    return _eight_bits(file)


def text_of(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Give the file's text from the beginning, with line ends as they are."""
    file.seek(0)
    return io.TextIOWrapper(_Unclosed(file), encoding=encoding, newline="")


class _Unclosed(io.RawIOBase):
    """A view on a file that leaves it open when the view is thrown away."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def readinto(self, buffer: memoryview) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    read1 = read


def _refuse_other_kinds(head: bytes) -> None:
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            raise UndecodableError("unsupported_file", found=kind)
    if _HTML.match(head):
        raise UndecodableError("unsupported_file", found="HTML/XML")
    if not head.lstrip(codecs.BOM_UTF8).strip():
        raise UndecodableError("empty_file")


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield the file in pieces; raise `UndecodableError` as soon as it is larger than `LARGEST`."""
    size = 0
    while chunk := read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise UndecodableError("file_too_large", found=f"{LARGEST >> 20} MiB")
        yield chunk


def _utf16(file: BinaryIO) -> Text:
    file.seek(0)
    decoder, line = codecs.getincrementaldecoder("utf-16")(), 1
    try:
        for chunk in _chunks(file.read):
            text = decoder.decode(chunk)
            if "\0" in text:
                raise UndecodableError("nul_bytes", line + text[: text.index("\0")].count("\n"))
            line += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UndecodableError("broken_utf16", line) from error
    return Text("utf-16")


def _eight_bits(file: BinaryIO) -> Text:
    """Tell UTF-8 from Windows-1252: by the first byte that UTF-8 forbids, and by what the rest looks like."""
    file.seek(0)
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    before = b""
    for chunk in _chunks(file.read):
        if b"\0" in chunk:
            raise UndecodableError("nul_bytes", line + chunk[: chunk.index(b"\0")].count(b"\n"))
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            bad = error.object[: error.start].count(b"\n")
            return _guessed(file, line + bad)
        line += chunk.count(b"\n")
        before = chunk
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _guessed(file, line - before.endswith(b"\n"))
    return Text("utf-8-sig")


def _guessed(file: BinaryIO, line: int) -> Text:
    """Take a file that is not UTF-8 for Windows-1252, unless most of its accents are good UTF-8."""
    file.seek(0)
    utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
    cp1252 = codecs.getincrementaldecoder("cp1252")()
    good = bad = 0
    try:
        for chunk in _chunks(file.read):
            text = utf8.decode(chunk)
            cp1252.decode(chunk)
            bad += text.count("\ufffd")
            good += len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    except UnicodeDecodeError as error:
        raise UndecodableError("unsupported_encoding", line) from error
    if good > bad:
        raise UndecodableError("broken_utf8", line)
    return Text("cp1252", *_example(file))


def _example(file: BinaryIO) -> tuple[str, int]:
    """Give the first word with an accent, and its line."""
    for number, line in enumerate(text_of(file, "cp1252"), start=1):
        words = [word for word in re.split(r"[\s;,\"]+", line[:10_000]) if not word.isascii()]
        if words:
            return words[0][:40], number
    return "", 0
