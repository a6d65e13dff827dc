"""Show in the terminal who fits where, and why."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, QuerySet
from django.utils import translation

from placements.recommending import excluded_persons_for, excluded_posts_for, persons_for, posts_for
from placements.telling import Told, tell
from profiles.models import Student
from reference.terminal import own_language
from vacancies.models import Vacancy


class Command(BaseCommand):
    help = "Print the ranked vacancies for a student, or the ranked students for a vacancy, with reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whom to match, how many, and how to print it."""
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument("--student", metavar="ID", help="UUID, or student number (see --school)")
        asked.add_argument("--vacancy", metavar="ID", help="UUID, or reference (see --company)")
        parser.add_argument("--school", metavar="SLUG", help="whose student number it is")
        parser.add_argument("--company", metavar="SLUG", help="whose reference it is")
        parser.add_argument("--top", type=int, default=10, metavar="N", help="how many to print (default 10)")
        parser.add_argument("--plain", action="store_true", help="best first, not varied for a student")
        parser.add_argument("--excluded", action="store_true", help="add as many that cannot match, and why")
        parser.add_argument("--json", action="store_true", help="print JSON on stdout")
        parser.add_argument(
            "--language", choices=("nl", "en"), default=own_language(), help="of the reasons (default: LANG)"
        )

    def handle(self, **options: Any) -> None:
        """Rank and print."""
        if options["top"] < 1:
            raise CommandError("--top must be 1 or more")
        with translation.override(options["language"]):
            told = _for_student(options) if options["student"] else _for_vacancy(options)
            if options["json"]:
                self.stdout.write(told.as_json())
            else:
                tell(told, self.stdout)


def _for_student(options: dict[str, Any]) -> Told:
    student = find_student(options["student"], school=options["school"])
    ranked = posts_for(student, top=options["top"], plain=options["plain"])
    excluded = excluded_posts_for(student, top=options["top"]) if options["excluded"] else None
    shown = [item.vacancy for item in (*ranked.items, *(excluded.items if excluded else ()))]
    names = _names_of_vacancies(Vacancy.objects.filter(uuid__in=shown)) | {str(student.uuid): str(student)}
    return Told(str(student.uuid), ranked, excluded, names, options["language"])


def _for_vacancy(options: dict[str, Any]) -> Told:
    vacancy = find_vacancy(options["vacancy"], company=options["company"])
    ranked = persons_for(vacancy, top=options["top"])
    everybody = Student.objects.all()
    excluded = (
        excluded_persons_for(vacancy, top=options["top"], among=everybody) if options["excluded"] else None
    )
    shown = [item.student for item in (*ranked.items, *(excluded.items if excluded else ()))]
    names = {str(student.uuid): str(student) for student in everybody.filter(uuid__in=shown)}
    own = _names_of_vacancies(Vacancy.objects.filter(pk=vacancy.pk))
    return Told(str(vacancy.uuid), ranked, excluded, names | own, options["language"])


def _names_of_vacancies(vacancies: QuerySet[Vacancy]) -> dict[str, str]:
    rows = vacancies.select_related("company", "establishment__place")
    return {str(row.uuid): ", ".join(_words(row)) for row in rows}


def _words(vacancy: Vacancy) -> Iterable[str]:
    yield f"{vacancy.title} – {vacancy.company}"
    if vacancy.establishment and vacancy.establishment.place:
        yield vacancy.establishment.place.name


def find_student(typed: str, *, school: str | None = None) -> Student:
    """Give the student with that UUID or number; raises `CommandError` for none and for more than one."""
    number = Q(numbers__number=typed) & (Q(numbers__school__slug=school) if school else Q())
    found = Student.objects.filter(_uuid(typed) | number).distinct()
    return _only(found, f"student {typed!r}", "--school")


def find_vacancy(typed: str, *, company: str | None = None) -> Vacancy:
    """Give the vacancy with that UUID or reference; raises `CommandError` for none and for more than one."""
    reference = Q(reference=typed) & (Q(company__slug=company) if company else Q())
    return _only(Vacancy.objects.filter(_uuid(typed) | reference), f"vacancy {typed!r}", "--company")


def _uuid(typed: str) -> Q:
    try:
        return Q(uuid=UUID(typed))
    except ValueError:
        return Q(pk__in=())


def _only(found: QuerySet, what: str, option: str) -> Any:
    rows = list(found[:2])
    if not rows:
        raise CommandError(f"there is no {what}")
    if len(rows) > 1:
        raise CommandError(f"there is more than one {what}; add {option}")
    return rows[0]
