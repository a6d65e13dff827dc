"""Something to tell about in tests: an event whose words need no other noun."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.test import override_settings

from profiles import notifying
from profiles.models import Notification, User
from profiles.notifying import Event, Kind

TEXT = """{% extends frame %}
{% block subject %}Happened: {{ name }}{% endblock %}
{% block text %}It happened to {{ name }}. {{ link }}{% endblock %}"""
GONE = "gone"
HAPPENED = "happened"


def read(user: User, rows: Sequence[Notification]) -> dict[UUID, dict[str, str]]:
    """Name what happened by its number; of what is gone nothing is left."""
    told = {row.uuid: row.context.get("name", "x") for row in rows}
    return {uuid: {"name": name, "path": f"/{name}"} for uuid, name in told.items() if name != GONE}


@contextmanager
def known_events() -> Iterator[None]:
    """Know an event ``happened`` per kind: ``happened-request`` and so on."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["APP_DIRS"] = False
    own = ("django.template.loaders.locmem.Loader", {"tests/happened.txt": TEXT})
    templates[0]["OPTIONS"]["loaders"] = [own, "django.template.loaders.app_directories.Loader"]
    events = [Event(f"{HAPPENED}-{kind}", kind, "tests/happened.txt", read) for kind in Kind]
    notifying.register(*events)
    try:
        with override_settings(TEMPLATES=templates):
            yield
    finally:
        for event in events:
            del notifying.EVENTS[event.name]


def files_in(folder: Path) -> dict[str, str]:
    """Read the mails in a folder by their names."""
    return {path.stem: path.read_text() for path in folder.glob("*.eml")}
