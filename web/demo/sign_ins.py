"""The passwords of the people of the story: random for each database, kept beside it, never in the code."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profiles.models import User
from web.demo.dice import is_invented
from web.demo.story import ROLES, address


@dataclass(frozen=True, slots=True)
class SignIn:
    """With what one signs in as a role."""

    role: str
    email: str
    password: str


def open_accounts(file: Path) -> list[SignIn]:
    """Let the people of the story sign in with the passwords in a file; also writes what that file lacks.

    Nobody else's account is touched, nor one that was not invented.
    """
    known = _read(file)
    signs = [SignIn(role, address(role), known.get(role) or secrets.token_urlsafe(9)) for role in ROLES]
    users = User.objects.filter(email__in=[sign.email for sign in signs]).in_bulk(field_name="email")
    signs = [sign for sign in signs if sign.email in users and is_invented(users[sign.email].uuid)]
    if {sign.role: sign.password for sign in signs} != known:
        _write(file, signs)
    for sign in signs:
        user = users[sign.email]
        if not user.check_password(sign.password):
            user.set_password(sign.password)
            user.save(update_fields=["password"])
    return signs


def _read(file: Path) -> dict[str, str]:
    """Read passwords by role; none where there is no file."""
    if not file.exists():
        return {}
    return dict(_pairs(file.read_text(encoding="utf-8")))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        role, _email, password = line.split("\t")
        yield role, password


def _write(file: Path, signs: list[SignIn]) -> None:
    """Write the file so that only its owner can read it, from its first byte on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.writelines(f"{sign.role}\t{sign.email}\t{sign.password}\n" for sign in signs)
    fresh.replace(file)
