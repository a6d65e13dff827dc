"""Opening and closing a vacancy: by its own company only, told to the matcher once."""

import pytest
from django.core.exceptions import PermissionDenied

from profiles.models import MatchChange, Membership
from tests.world import World, make_company, make_user
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
