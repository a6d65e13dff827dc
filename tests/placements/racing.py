"""One of many processes that accept offers at the same moment: ``python -m tests.placements.racing``.

Reads one line of JSON per round from its input, the ids of the applications that it accepts, and writes one
line with what came of each: ``taken``, or the name of the refusal.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.test_settings")
REFUSALS = ("NoSeatLeft", "ApplicationClosed", "NotYourTurn", "Overlapping")


def main() -> None:
    django.setup()
    say("ready")
    for line in sys.stdin:
        say(json.dumps([accept_one(pk) for pk in json.loads(line)]))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def accept_one(pk: int) -> str:
    from placements.answering import accept
    from placements.models import Application

    application = Application.objects.select_related("student__user", "vacancy__company").get(pk=pk)
    try:
        accept(application, by=application.student.user)
    except Exception as error:
        name = type(error).__name__
        return name if name in REFUSALS else f"{name}: {error}"
    return "taken"


if __name__ == "__main__":
    main()
