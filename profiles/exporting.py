"""Handing somebody everything that stands about him or her, in one file."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone

from profiles import access
from profiles.limiting import Limit, take
from profiles.models import Student, User
from profiles.own_tables import own_tables
from reference.table_writing import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPORTS = Limit("exports")
RESUME = "resume.json"


def export_student(student: Student, *, by: User, resume: Mapping[str, Any]) -> bytes:
    """Pack all about a student and the account into a zip, with a résumé; for the student or a guardian.

    Raises `PermissionDenied` for anybody else, and `TooOften`.
    """
    if not access.may_speak_for(by, student):
        raise PermissionDenied
    take(EXPORTS, by.pk)
    return _packed(student, student.user, by=by, more={RESUME: _json(resume)})


def export_account(user: User) -> bytes:
    """Pack all about an account without a profile into a zip, for its owner. Raises `TooOften`."""
    take(EXPORTS, user.pk)
    return _packed(None, user, by=user, more={})


def file_name() -> str:
    """Name the file by the day."""
    return f"stagepoort-{timezone.localdate().isoformat()}.zip"


def _packed(student: Student | None, user: User | None, *, by: User, more: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(student, user, by=by, more=more):
            archive.writestr(name, content)
    return file.getvalue()


def _files(
    student: Student | None, user: User | None, *, by: User, more: Mapping[str, bytes]
) -> "Iterator[tuple[str, bytes]]":
    """Give each file; a table without rows is one, too: it says that there is nothing."""
    yield "README.txt", render_to_string("profiles/export.txt", {"resume": RESUME in more}).encode()
    yield from more.items()
    for table in own_tables(student, user, by=by):
        yield f"tables/{table.name}.csv", csv_bytes(table.header, table.rows)


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
