"""Fill a database with an invented region, and serve it."""

import socket
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from monitoring.measuring import measure_due
from placements.models import Application
from placements.today import person_side, post_side
from profiles.models import Company, Student, User
from profiles.relinking import relink_students
from reference.loading.pack import find_pack
from reference.terminal import own_language
from vacancies.models import Vacancy
from vacancies.relinking import relink_vacancies
from web.demo.contacts import play
from web.demo.filling import STEPS, RealPeople, Size, fill, has_invented_people, refuse_real_people
from web.demo.sign_ins import SignIn, open_accounts

SIZE = Size()
BEFORE_AND_AFTER = 6


class Command(BaseCommand):
    """Migrate, load the region, invent its people once, get the matcher ready, print the sign-ins, serve."""

    help = "Fill an empty database with an invented region of people, companies and vacancies."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the sizes, the seed and where to serve."""
        parser.add_argument("--serve", metavar="HOST:PORT", help="serve the site there afterwards")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same people")
        parser.add_argument("--students", type=_count, default=SIZE.students)
        parser.add_argument("--companies", type=_count, default=SIZE.companies)
        parser.add_argument("--vacancies", type=_count, default=SIZE.vacancies)
        parser.add_argument(
            "--today", type=date.fromisoformat, help="invent as on that day (default: the day it is)"
        )
        parser.add_argument("--yes-this-is-a-demo", action="store_true", help="do it even where DEBUG is off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do all of it; a database with people who are not invented is left alone."""
        with translation.override(own_language()):
            self.refuse(options)
            self.prepare(options)
            sign_ins = open_accounts(Path(settings.VAR_DIR) / "demo_sign_ins")
            self.tell(sign_ins, options["serve"])
        if options["serve"]:
            call_command("runserver", options["serve"], use_reloader=False)

    def refuse(self, options: dict[str, Any]) -> None:
        """Stop before anything is touched where this is no place for a demo."""
        if not settings.DEBUG and not options["yes_this_is_a_demo"]:
            raise CommandError(
                _("DEBUG is off, so this may be a real site. Add --yes-this-is-a-demo if it is not.")
            )
        if not settings.DEBUG and options["serve"]:
            raise CommandError(_("--serve needs DEBUG=true: without it the site answers over https only."))
        if options["serve"]:
            _refuse_taken(options["serve"])
        if User._meta.db_table not in connection.introspection.table_names() or has_invented_people():
            return
        try:
            refuse_real_people()
        except RealPeople as found:
            raise CommandError(
                _("This database holds %(what)s that are not invented. The demo leaves it alone.")
                % {"what": found}
            ) from found

    def prepare(self, options: dict[str, Any]) -> None:
        """Bring the database up to date, fill it when nobody is in it, and get the matcher ready."""
        with self.progress() as step:
            step(_("database"))
            call_command("migrate", verbosity=0, interactive=False)
            if not has_invented_people():
                step(_("region"))
                call_command("load_region", settings.REGION, stdout=StringIO())
                call_command("load_targets", settings.REGION, stdout=StringIO())
                size = Size(options["students"], options["companies"], options["vacancies"])
                today = options["today"] or timezone.localdate()
                fill(find_pack(settings.REGION).folder, size, seed=options["seed"], today=today, step=step)
            step(_("words"))
            relink_students()
            relink_vacancies()
            step(_("matches"))
            post_side()
            person_side()
            step(_("applications"))
            if not Application.objects.exists():
                play(options["seed"])
            step(_("counts"))
            measure_due()

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Give what shows the next step: a bar on stderr when that is a terminal."""
        shown = getattr(self.stderr, "isatty", lambda: False)()
        with Progress(console=Console(stderr=True), disable=not shown, transient=True) as bar:
            task = bar.add_task("", total=STEPS + BEFORE_AND_AFTER)

            def step(label: str) -> None:
                bar.update(task, advance=1, description=label)

            yield step

    def tell(self, sign_ins: list[SignIn], address: str | None) -> None:
        """Print what there is and how one signs in."""
        counts = {
            "students": Student.objects.count(),
            "companies": Company.objects.count(),
            "vacancies": Vacancy.objects.count(),
        }
        told = _("%(students)d students, %(companies)d companies, %(vacancies)d vacancies; all invented.")
        self.stdout.write(told % counts)
        if address:
            self.stdout.write(_("The site: %(address)s") % {"address": f"http://{address}/"})
        self.stdout.write(_("Sign in as:"))
        names = _role_names()
        for sign in sign_ins:
            self.stdout.write(f"  {names[sign.role]:<16} {sign.email:<32} {sign.password}")
        self.stdout.flush()


def _role_names() -> dict[str, str]:
    return {
        "student": _("student"),
        "employer": _("employer"),
        "coordinator": _("coordinator"),
        "region_office": _("region office"),
        "admin": _("admin"),
    }


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100_000:
        with translation.override(own_language()):
            raise ArgumentTypeError(_("write a number from 1 to 100000"))
    return int(text)


def _refuse_taken(address: str) -> None:
    """Stop when the address is no HOST:PORT, or something else listens there."""
    host, _colon, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise CommandError(_("--serve takes HOST:PORT, for instance 127.0.0.1:8000."))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except (OSError, OverflowError) as error:
            raise CommandError(
                _("Nothing can be served at %(address)s: %(why)s") % {"address": address, "why": error}
            ) from error
