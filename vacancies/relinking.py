"""The words of vacancies, read by the vocabulary in use after it changed."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from profiles.match_changes import posts_changed
from profiles.reading.skill_lists import WordLinks
from reference.linking import Titled, occupations_of
from reference.reporting import Report
from vacancies.asking import asked_by, plan_reading, write_asked
from vacancies.models import Vacancy, VacancySkill

CHUNK = 500
"""Vacancies whose words are read in one transaction."""


def relink_vacancies(*, most: int | None = None) -> int:
    """Read free skills, and titles without an occupation, by the vocabulary in use; give how many vacancies.

    Streams in chunks of a transaction each, so that it can be stopped and goes on where it was; once all are
    read it costs two queries. An occupation that is known stays. Also tells the matcher what changed.
    ``most`` stops after about so many.
    """
    done, last = 0, 0
    while most is None or done < most:
        links = WordLinks(Report())
        ids = list(_waiting(links.edition).filter(pk__gt=last)[:CHUNK])
        if not ids:
            break
        _relink(ids, links)
        done, last = done + len(ids), ids[-1]
    return done


def _waiting(edition: str) -> QuerySet:
    """List the vacancies, in order, with words to read that were not read by this edition."""
    free = VacancySkill.objects.filter(vacancy=OuterRef("pk"), skill=None)
    words = Vacancy.objects.filter(Q(occupation=None) | Exists(free))
    return words.exclude(words_edition=edition).order_by("pk").values_list("pk", flat=True)


def _relink(ids: Sequence[int], links: WordLinks) -> None:
    # before the transaction: a vocabulary that must be built first would keep all others from writing
    links.remember(VacancySkill.objects.filter(vacancy__in=ids, skill=None).values_list("text", flat=True))
    titled = _titled(Vacancy.objects.filter(pk__in=ids))
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        rows = list(Vacancy.objects.filter(pk__in=ids).order_by("pk").select_for_update(skip_locked=skips))
        titled |= _titled(row for row in rows if row.title not in titled)
        known = asked_by(rows)
        links.remember(asked.text for each in known.values() for asked in each if not asked.skill_id)
        plans = {row.pk: plan_reading(known.get(row.pk, []), links) for row in rows}
        changed = [row.pk for row in rows if _name(row, titled[row.title]) or plans[row.pk]]
        for row in rows:
            row.words_edition = links.edition
        Vacancy.objects.bulk_update(rows, ["occupation", "near_occupations", "words_edition"], batch_size=200)
        write_asked(list(plans.values()))
        posts_changed(changed)


def _titled(vacancies: Iterable[Vacancy]) -> dict[str, Titled]:
    titles = list(dict.fromkeys(vacancy.title for vacancy in vacancies))
    return dict(zip(titles, occupations_of(titles), strict=True)) if titles else {}


def _name(row: Vacancy, title: Titled) -> bool:
    """Give a vacancy without an occupation the one that its title names; tell whether that is new."""
    if row.occupation_id or (title.occupation is None and row.near_occupations == title.near):
        return False
    row.occupation, row.near_occupations = title.occupation, title.near
    return True
