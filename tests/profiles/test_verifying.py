"""Verifying a company: by the region office or the platform, and seen at once."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from placements.recommending import posts_for
from profiles.models import Company
from profiles.verifying import refuse, verify
from tests.world import World


@pytest.fixture
def unverified(world: World) -> Company:
    """The company of the vacancy, not verified yet."""
    world.company.verified_at = None
    world.company.save()
    return world.company


@pytest.mark.parametrize("who", ["region_officer", "admin"])
def test_its_vacancies_show_at_once(world: World, unverified: Company, who: str) -> None:
    before = posts_for(world.sanne).eligible_count
    verify(unverified, by=getattr(world, who))
    assert (before, posts_for(world.sanne).eligible_count) == (0, 1)


@pytest.mark.parametrize("who", ["bram", "coordinator", "stranger"])
def test_nobody_else_does(world: World, unverified: Company, who: str) -> None:
    with pytest.raises(PermissionDenied):
        verify(unverified, by=getattr(world, who))
    assert Company.objects.verified().count() == 0


def test_who_decided_is_kept_and_its_administrators_read_it(world, unverified, mailed):
    (letter,) = mailed(lambda: verify(unverified, by=world.region_officer))
    assert (letter.to, unverified.decided_by) == ([world.bram.email], world.region_officer)
    assert "Maasland Metaal" in letter.body
    assert mailed(lambda: verify(unverified, by=world.region_officer)) == []


def test_a_refused_company_is_unseen_at_once_and_reads_why(world, mailed):
    before = posts_for(world.sanne).eligible_count
    (letter,) = mailed(lambda: refuse(world.company, because="Unknown number", by=world.region_officer))
    assert (before, posts_for(world.sanne).eligible_count) == (1, 0)
    assert (letter.to, "Unknown number" in letter.body) == ([world.bram.email], True)
    company = Company.objects.get()
    assert (company.refused_because, company.decided_by) == ("Unknown number", world.region_officer)
    assert Company.objects.unverified().count() == 0
    verify(company, by=world.admin)
    company.refresh_from_db()
    assert (company.refused_at, company.refused_because, company.decided_by) == (None, "", world.admin)


@pytest.mark.parametrize("who", ["bram", "coordinator", "stranger"])
def test_nobody_else_refuses(world: World, who: str) -> None:
    with pytest.raises(PermissionDenied):
        refuse(world.company, because="x", by=getattr(world, who))
    assert Company.objects.verified().count() == 1


def run(*args: str) -> str:
    out = StringIO()
    call_command("verify_companies", *args, stdout=out)
    return out.getvalue()


def test_by_command(world: World, unverified: Company) -> None:
    assert run() == "maasland-metaal  Maasland Metaal\n"
    assert run("maasland-metaal", "--by", world.region_officer.email) == "1 verified.\n"
    assert run() == ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nergens", "--by", "office@keyport.test"], "there is no company nergens"),
        (
            ["maasland-metaal", "--by", "bram@maaslandmetaal.test"],
            "bram@maaslandmetaal.test may not verify companies",
        ),
        (
            ["maasland-metaal"],
            "say who verifies: --by EMAIL of somebody of the region office or the platform",
        ),
    ],
)
def test_the_command_says_what_is_wrong(
    world: World, unverified: Company, args: list[str], said: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(*args)
    assert (str(refusal.value), Company.objects.verified().count()) == (said, 0)
