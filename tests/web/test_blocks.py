"""Blocking on the pages: asked first, listed, and taken back."""

import pytest

from placements.applying import apply
from placements.blocking import block_company, block_student
from placements.models import Application
from placements.pseudonyms import pseudonym
from profiles.models import Block
from tests.web.reading import heading
from tests.world import make_noor, make_visible

State = Application.State


@pytest.fixture
def applied(world) -> Application:
    return apply(make_visible(world.sanne), world.vacancy, by=world.sanne.user)


def test_a_student_is_asked_first_and_can_take_it_back(world, signed_in, applied):
    sanne = signed_in(world.sanne.user)
    link = sanne.get(f"/applications/{applied.uuid}").context["block_link"]
    assert heading(sanne.get(link.address)) == "Block Maasland Metaal?"
    assert not Block.objects.exists()
    page = sanne.post(link.address, follow=True)
    applied.refresh_from_db()
    assert (heading(page), applied.state) == ("Who sees you?", State.WITHDRAWN)
    (block,) = page.context["sight"].blocks
    page = sanne.get(f"/vacancies/{world.vacancy.uuid}")
    assert page.context["block_link"].is_blocked
    assert 'id="apply"' not in page.content.decode()
    sanne.post(f"/blocks/{block.uuid}/end")
    assert 'id="apply"' in sanne.get(f"/vacancies/{world.vacancy.uuid}").content.decode()


def test_a_company_is_asked_why_where_it_declines(world, signed_in, applied):
    bram = signed_in(world.bram)
    path = bram.get(f"/applications/{applied.uuid}").context["block_link"].address
    assert "reason" in bram.get(path).context["form"].fields
    assert bram.post(path).context["form"].errors
    page = bram.post(path, {"reason": "seats_filled"}, follow=True)
    applied.refresh_from_db()
    assert (heading(page), applied.state) == ("Blocked students", State.DECLINED)
    (line,) = page.context["lines"]
    assert line.name.startswith("Candidate ")
    assert "Sanne" not in page.content.decode().partition("<main")[2]
    bram.post(f"/blocks/{line.block}/end")
    assert not Block.objects.exists()


def test_a_card_is_blocked_without_a_reason_and_is_gone(world, signed_in):
    called, bram = pseudonym(world.company, make_visible(world.sanne).uuid), signed_in(world.bram)
    path = f"/vacancies/{world.vacancy.uuid}/candidates/{called}"
    assert list(bram.get(f"{path}/block").context["form"].fields) == []
    assert bram.post(f"{path}/block").status_code == 302
    assert [bram.get(each).status_code for each in (path, f"{path}/block")] == [404, 404]
    assert bram.post(f"{path}/invite").status_code == 404


def test_a_guardian_blocks_for_a_child_who_cannot_take_it_back(world, signed_in):
    noor = make_noor(world.group)
    ina = signed_in(noor.guardianships.get().user)
    page = ina.post(f"/students/{noor.uuid}/blocks/{world.company.uuid}", follow=True)
    (block,) = page.context["sight"].blocks
    page = signed_in(noor.user).post(f"/blocks/{block.uuid}/end", follow=True)
    assert "A parent or guardian must agree first." in page.content.decode()
    ina.post(f"/blocks/{block.uuid}/end")
    assert not Block.objects.exists()


def test_the_other_side_reads_nothing_of_it(world, signed_in, applied):
    block_company(world.sanne, world.company, by=world.sanne.user)
    page = signed_in(world.bram).get(f"/applications/{applied.uuid}").content.decode()
    assert "Blocked." not in page
    Block.objects.all().delete()
    again = apply(world.sanne, world.vacancy, by=world.sanne.user)
    block_student(world.sanne, world.company, by=world.bram, reason="seats_filled")
    page = signed_in(world.sanne.user).get(f"/applications/{again.uuid}")
    assert (page.context["block_link"].is_blocked, page.status_code) == (False, 200)
