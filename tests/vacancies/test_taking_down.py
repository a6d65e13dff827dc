"""Taking vacancies down: by whom, what the company is told, and that it cannot open them by itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from profiles.models import MatchChange, Notification
from vacancies.models import Vacancy
from vacancies.notices import read
from vacancies.publishing import WasTakenDown, publish
from vacancies.taking_down import allow, take_down


def words(user) -> list[str]:
    rows = list(Notification.objects.filter(user=user).order_by("pk"))
    with translation.override("en"):
        return [each["text"] for each in read(user, rows).values()]


@pytest.mark.parametrize("who", ["region_officer", "admin"])
def test_it_closes_and_the_company_is_told_why(world, who):
    MatchChange.objects.all().delete()
    take_down(world.vacancy, because="No internship", by=getattr(world, who))
    assert (world.vacancy.status, world.vacancy.taken_down_by) == ("closed", getattr(world, who))
    assert not Vacancy.objects.visible_to(world.sanne.user).exists()
    assert MatchChange.objects.filter(side="post", row_id=world.vacancy.pk).exists()
    (text,) = words(world.bram)
    assert "The reason: No internship." in text


def test_its_company_cannot_open_it_until_it_is_allowed_again(world):
    take_down(world.vacancy, because="No internship", by=world.region_officer)
    with pytest.raises(WasTakenDown):
        publish(world.vacancy, by=world.bram)
    allow(world.vacancy, by=world.region_officer)
    assert (world.vacancy.status, world.vacancy.taken_down_because) == ("closed", "")
    (text,) = words(world.bram)
    assert "allows “Stagiair lasser” again" in text
    publish(world.vacancy, by=world.bram)
    assert Vacancy.objects.visible_to(world.sanne.user).exists()


def test_twice_is_once(world):
    take_down(world.vacancy, because="one", by=world.region_officer)
    take_down(world.vacancy, because="two", by=world.admin)
    assert world.vacancy.taken_down_because == "one"
    assert Notification.objects.count() == 1
    allow(world.vacancy, by=world.admin)
    allow(world.vacancy, by=world.admin)
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("who", ["bram", "coordinator", "stranger"])
def test_nobody_else_takes_down_or_allows(world, who):
    for act in (
        lambda: take_down(world.vacancy, because="x", by=getattr(world, who)),
        lambda: allow(world.vacancy, by=getattr(world, who)),
    ):
        with pytest.raises(PermissionDenied):
            act()
