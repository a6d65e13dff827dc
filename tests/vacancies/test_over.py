"""When a vacancy is over: from the moment it was closed, or after its last day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.world import make_vacancy
from vacancies import publishing
from vacancies.models import Vacancy

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
Status = Vacancy.Status


@pytest.mark.parametrize("after", [-SECOND, timedelta(), SECOND])
@pytest.mark.parametrize(
    ("fields", "over_from"),
    [
        ({"status": Status.CLOSED, "closed_at": NOW}, NOW),
        ({"end": date(2026, 11, 20), "start": None}, datetime(2026, 11, 20, 23, tzinfo=UTC)),
        ({"status": Status.CLOSED, "closed_at": NOW, "end": date(2026, 11, 30), "start": None}, NOW),
    ],
)
def test_it_is_over_from_a_moment_on(world, fields, over_from, after):
    vacancy = make_vacancy(world.establishment, **fields)
    assert Vacancy.objects.over_by(over_from + after).contains(vacancy) is (after >= timedelta())


def test_an_open_vacancy_without_an_end_is_never_over(world):
    vacancy = make_vacancy(world.establishment, start=None, end=None, closed_at=NOW)
    assert not Vacancy.objects.over_by(NOW + timedelta(days=999)).contains(vacancy)


def test_one_that_was_closed_before_we_noted_when_counts_from_its_last_change(world):
    vacancy = make_vacancy(world.establishment, status=Status.CLOSED)
    changed = vacancy.updated_at
    assert not Vacancy.objects.over_by(changed - SECOND).contains(vacancy)
    assert Vacancy.objects.over_by(changed).contains(vacancy)


def test_closing_notes_when_and_opening_forgets_it(world):
    publishing.close(world.vacancy, by=world.bram)
    assert timezone.now() - world.vacancy.closed_at < timedelta(minutes=1)
    publishing.publish(world.vacancy, by=world.bram)
    assert Vacancy.objects.get(pk=world.vacancy.pk).closed_at is None


def test_what_a_whole_list_leaves_out_is_closed_then(world):
    other = make_vacancy(world.establishment)
    publishing.close_missing([(world.company.slug, other.reference)])
    world.vacancy.refresh_from_db()
    assert timezone.now() - world.vacancy.closed_at < timedelta(minutes=1)
