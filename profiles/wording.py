"""The words of notifications: one line for the site, a letter for the mail, several in one for the day."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from profiles import mailing, notifying
from profiles.models import Notification, User
from profiles.notifying import EVENTS, Words

LINE, ITEM, LETTER = (f"profiles/mail/{frame}.txt" for frame in ("line", "item", "notice"))


def line(row: Notification, words: Words) -> str:
    """Say in one line, in the language of the moment, what happened."""
    return _render(EVENTS[row.event].template, words, LINE)


def letter(user: User, rows: Sequence[Notification]) -> EmailMessage | None:
    """Write one mail about these rows in the user's language; None when there is nothing left to tell."""
    with translation.override(user.language):
        known = notifying.read(user, rows)
        words = [(row, _all_words(row, known[row.uuid])) for row in rows if row.uuid in known]
        told = [(row, each) for row, each in words if each is not None]
        if not told:
            return None
        if len(told) == 1 and told[0][0].way != notifying.Way.DIGEST:
            ((row, each),) = told
            text = _render(EVENTS[row.event].template, each, LETTER)
        else:
            items = [_render(EVENTS[row.event].template, each, ITEM) for row, each in told]
            text = _render("profiles/mail/digest.txt", {"items": items}, LETTER)
    return mailing.message(user.email, text)


def _all_words(row: Notification, words: Words) -> Words | None:
    adds = EVENTS[row.event].adds
    added = adds(row, words) if adds else {}
    return None if added is None else {**words, **added}


def _render(template: str, words: Words, frame: str) -> str:
    own: dict[str, Any] = {"frame": frame, "choices": mailing.link("notification-choices")}
    if path := words.get("path"):
        own["link"] = mailing.address(path)
    return render_to_string(template, {**words, **own}).strip()
