"""Mail to people: plain text in the reader's language, sent when what it tells is written.

Letters with a secret in them (links that work once, codes) go straight away: of the secret only a digest is
kept, so nobody could write them again later. All else goes through the outbox (`profiles.notifying`).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


def send(to: str, template: str, language: str, context: Mapping[str, Any]) -> None:
    """Send one mail once the transaction is written; a mail that cannot go stands in the log, and no more.

    ``template`` names a file of ``profiles/mail/`` on top of ``letter.txt``; its first line is the subject.
    Whoever calls counts it against a limit first.
    """
    with translation.override(language):
        text = render_to_string(f"profiles/mail/{template}.txt", dict(context))
    transaction.on_commit(message(to, text).send, robust=True)


def message(to: str, text: str) -> EmailMessage:
    """Make a mail of a text whose first line is the subject."""
    subject, _newline, body = text.strip().partition("\n")
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[to], headers=headers)


def send_as(name: UUID, mail: EmailMessage, server: BaseEmailBackend) -> None:
    """Send a mail under a name: the same name again is the same mail. Raises what the server does."""
    host = urlsplit(settings.SITE_URL).hostname
    mail.extra_headers["Message-ID"] = f"<{name}@{host}>"
    mail.connection = server
    mail.send()


def link(page: str, *args: object, **query: object) -> str:
    """Give the whole address of a page: of the site's own name, never of what a request calls it."""
    return address(reverse(page, args=args, query=query or None))


def address(path: str) -> str:
    """Give the whole address of a path on the site."""
    return settings.SITE_URL.rstrip("/") + path
