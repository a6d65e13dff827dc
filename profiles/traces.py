"""What else speaks of a person than rows that point to one: letters in a folder, sessions, invitations."""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from profiles.mail_files import ENDING
from profiles.models import Invitation

if TYPE_CHECKING:
    from profiles.models import Student, User

IN_FILES = "profiles.mail_files.EmailBackend"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person is found: addresses in small letters, whole names, and keys of accounts."""

    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    accounts: frozenset[int] = frozenset()

    def without(self, addresses: frozenset[str]) -> "Traces":
        """Leave out addresses of somebody who stays."""
        return replace(self, addresses=self.addresses - addresses)

    def wipe(self) -> None:
        """Delete invitations and sessions now, and letters with the commit."""
        self._wipe_invitations()
        self._wipe_sessions()
        transaction.on_commit(partial(_burn, self), robust=True)

    def _wipe_invitations(self) -> None:
        same = Q()
        for address in self.addresses:
            same |= Q(email__iexact=address)
        if same:
            Invitation.objects.filter(same).delete()

    def _wipe_sessions(self) -> None:
        """Read every session: a key says nothing about whose it is. A tenth of a second per thousand."""
        own = [row.pk for row in Session.objects.iterator() if self.are_in(row.get_decoded())]
        Session.objects.filter(pk__in=own).delete()

    def are_in(self, session: dict[str, object]) -> bool:
        """Tell whether a session is one of these accounts', or holds one of the addresses."""
        if session.get(SESSION_KEY) in {str(each) for each in self.accounts}:
            return True
        return self.speak_in(json.dumps(session, default=str, ensure_ascii=False))

    def speak_in(self, text: str) -> bool:
        """Tell whether a text holds one of the addresses or names, as a word of its own."""
        return any(
            re.search(rf"(?<![\w.+-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)
            for word in self.addresses | self.names
        )


def traces_of_student(student: "Student") -> Traces:
    """Say by what a student is found apart from the account."""
    guardians = student.guardianships.values_list("email", flat=True)
    return Traces(_small([student.email, *guardians]), frozenset({str(student)}))


def traces_of_account(user: "User") -> Traces:
    """Say by what an account is found."""
    others = user.emailaddress_set.values_list("email", flat=True)
    names = frozenset({user.name} if len(user.name.split()) > 1 else ())
    return Traces(_small([user.email, *others]), names, frozenset({user.pk}))


def _small(addresses: Iterable[str | None]) -> frozenset[str]:
    return frozenset(address.lower() for address in addresses if address)


def _burn(traces: Traces) -> None:
    """Delete the letters to or about a person, where mail goes into files."""
    if settings.EMAIL_BACKEND != IN_FILES:
        return
    for path in Path(settings.EMAIL_FILE_PATH).glob(f"*{ENDING}"):
        try:
            _burn_in(path, traces)
        except OSError:
            _log.exception("a letter could not be looked at")


def _burn_in(path: Path, traces: Traces) -> None:
    if _speaks_of(path.read_bytes(), traces):
        path.unlink(missing_ok=True)


def _speaks_of(letter: bytes, traces: Traces) -> bool:
    message = message_from_bytes(letter, policy=policy.default)
    body = message.get_body(("plain",))
    text = f"{message['To']}\n{message['Subject']}\n{body.get_content() if body else ''}"
    return traces.speak_in(text)
