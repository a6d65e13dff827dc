"""Opening and closing a vacancy: by its own company only, told to the matcher once."""

import pytest
from django.core.exceptions import PermissionDenied

from profiles.models import MatchChange, Membership
from tests.lists import counts_of, load_vacancies
from tests.world import World, make_company, make_establishment, make_user, make_vacancy
from vacancies.models import Vacancy
from vacancies.publishing import close, publish


def test_bram_closes_and_opens_his_vacancy(world: World) -> None:
    for verb, status in ((close, "closed"), (close, "closed"), (publish, "open")):
        verb(world.vacancy, by=world.bram)
        assert Vacancy.objects.get(pk=world.vacancy.pk).status == status
    assert list(MatchChange.objects.values_list("side", "row_id")) == [("post", world.vacancy.pk)] * 2


@pytest.mark.parametrize("who", ["stranger", "coordinator", "region_officer", "rival"])
def test_nobody_else_does(world: World, who: str) -> None:
    rival = make_user("rival@brood.test", role=Membership.Role.COMPANY_ADMIN, company=make_company("Brood"))
    with pytest.raises(PermissionDenied):
        close(world.vacancy, by=rival if who == "rival" else getattr(world, who))
    assert Vacancy.objects.get(pk=world.vacancy.pk).status == "open"


def test_a_whole_list_closes_what_it_leaves_out(world: World) -> None:
    elsewhere = make_vacancy(make_establishment(make_company("Brood")))
    draft = make_vacancy(world.establishment, status="draft")
    rows = ("reference;kind;title", "V-1;stage;Lasser")
    load_vacancies(*rows, company=world.company)
    assert Vacancy.objects.filter(status="open").count() == 3
    report = load_vacancies(*rows, company=world.company, close_missing=True)
    assert counts_of(report) == (0, 1, 1, 0)
    closed = Vacancy.objects.filter(status="closed")
    assert list(closed) == [world.vacancy]
    assert set(Vacancy.objects.exclude(pk__in=closed)) >= {elsewhere, draft}
    assert MatchChange.objects.filter(row_id=world.vacancy.pk).count() == 1
