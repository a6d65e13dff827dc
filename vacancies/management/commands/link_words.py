"""Read the words of everybody by the vocabulary in use."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from profiles.relinking import relink_students
from reference.terminal import own_language
from vacancies.relinking import relink_vacancies


class Command(BaseCommand):
    """Read what was not read by this vocabulary yet; stopped halfway, it goes on where it was."""

    help = "Read the words of students and vacancies by the vocabulary in use, after it changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the language of the message."""
        parser.add_argument(
            "--language", choices=("nl", "en"), default=own_language(), help="of the messages (default: LANG)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read them and say how many."""
        counts = {"students": relink_students(), "vacancies": relink_vacancies()}
        with translation.override(options["language"]):
            told = _("Words read: of %(students)d students and %(vacancies)d vacancies.")
            self.stdout.write(told % counts)
