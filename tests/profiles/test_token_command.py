"""`manage.py token` makes a token that signs in, and shows its secret once."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from profiles.models import ApiToken, Membership
from profiles.secrecy import digest_of
from tests import world as make

pytestmark = pytest.mark.usefixtures("today")


def secret_of(*arguments: str) -> str:
    out = io.StringIO()
    call_command("token", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("arguments", "name", "days"),
    [
        ((), "command line", 90),
        (("--days", "1", "--name", "timetable"), "timetable", 1),
        (("--days", "365"), "command line", 365),
    ],
)
def test_a_token_signs_in_until_it_ends(world, arguments, name, days):
    secret = secret_of("COORDINATOR@gilde.test", *arguments)
    token = ApiToken.objects.live().get(digest=digest_of(secret))
    assert (token.user, token.name) == (world.coordinator, name)
    assert timezone.localdate(token.expires_at) == timezone.localdate() + timedelta(days=days)
    assert secret not in token.digest


def test_nobody_gets_no_token(world):
    with pytest.raises(CommandError, match="nobody signs in"):
        secret_of("nobody@here.test")
    assert ApiToken.objects.count() == 0


def test_a_closed_account_gets_no_token(world):
    world.stranger.is_active = False
    world.stranger.save()
    with pytest.raises(CommandError, match="is closed"):
        secret_of(world.stranger.email)
    assert ApiToken.objects.count() == 0


@pytest.mark.parametrize("days", ["0", "366", "-1", "ten", "1.5"])
def test_a_token_lives_a_year_at_most(world, days):
    with pytest.raises(CommandError, match="from 1 to 365"):
        secret_of(world.coordinator.email, "--days", days)


def token_of(*arguments: str) -> ApiToken:
    return ApiToken.objects.get(digest=digest_of(secret_of(*arguments)))


def test_a_token_acts_for_the_only_organisation_and_reads_what_it_can(world):
    token = token_of("coordinator@gilde.test")
    assert token.membership == world.coordinator.memberships.get()
    reads = [
        "applications:read",
        "counts:read",
        "events:read",
        "placements:read",
        "reference:read",
        "students:read",
        "vacancies:read",
    ]
    assert token.scopes == reads


def test_a_token_does_what_is_said(world):
    token = token_of(world.bram.email, "--organisation", "maasland-metaal", "--scope", "vacancies:write")
    assert (token.membership.company, token.scopes) == (world.company, ["vacancies:write"])


@pytest.mark.parametrize(
    ("who", "arguments", "said"),
    [
        ("bram", ["--organisation", "gilde-opleidingen"], "belongs to: maasland-metaal"),
        ("bram", ["--scope", "students:read"], "has scopes of: applications:read"),
        ("admin", [], "has scopes of: none"),
        ("stranger", ["--organisation", "maasland-metaal"], "no organisation"),
    ],
)
def test_a_token_reaches_no_further_than_its_role(world, who, arguments, said):
    with pytest.raises(CommandError, match=said):
        secret_of(getattr(world, who).email, *arguments)
    assert ApiToken.objects.count() == 0


def test_who_works_for_two_says_for_which(world):
    elders = make.make_school("Elders College")
    world.coordinator.memberships.create(role=Membership.Role.SCHOOL_COORDINATOR, school=elders)
    with pytest.raises(CommandError, match="--organisation: elders-college, gilde-opleidingen"):
        secret_of(world.coordinator.email)
    assert token_of(world.coordinator.email, "--organisation", "elders-college").membership.school == elders
