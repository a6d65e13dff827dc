"""`manage.py token` makes a token that signs in, and shows its secret once."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from profiles.models import ApiToken

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
    token = ApiToken.objects.live().get(digest=ApiToken.digest_of(secret))
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
