"""Who lost the second factor gets in again with the platform's help, and hears of it."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from profiles.losing_factors import remove_factors
from profiles.models import ApiToken, User
from profiles.tokens import make_token


@pytest.fixture
def factors(world):
    """Give the coordinator an app and recovery codes, and Bram an app."""
    kind = Authenticator.Type
    for user, type_ in (
        (world.coordinator, kind.TOTP),
        (world.coordinator, kind.RECOVERY_CODES),
        (world.bram, kind.TOTP),
    ):
        Authenticator.objects.create(user=user, type=type_, data={})


def test_all_of_them_go_with_every_sign_in_and_token(world, factors, django_capture_on_commit_callbacks):
    make_token(world.coordinator, name="test", days=3)
    browser = Client()
    browser.force_login(world.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_factors(world.coordinator, by=world.admin) == 2
    assert [each.user for each in Authenticator.objects.all()] == [world.bram]
    assert (browser.get("/start").status_code, list(ApiToken.objects.live())) == (302, [])
    (letter,) = mail.outbox
    assert letter.to == ["coordinator@gilde.test"]
    assert letter.body.startswith("Een beheerder heeft je tweede stappen verwijderd.")


@pytest.mark.parametrize("name", ["coordinator", "bram", "region_officer", "stranger"])
def test_nobody_else_does_this(world, factors, name):
    with pytest.raises(PermissionDenied):
        remove_factors(world.coordinator, by=getattr(world, name))
    assert Authenticator.objects.count() == 3


def test_the_platform_does_not_do_it_for_oneself(world, factors):
    with pytest.raises(PermissionDenied):
        remove_factors(world.admin, by=User.objects.get(pk=world.admin.pk))


def test_the_command(world, factors):
    out = StringIO()
    call_command("remove_factors", "Coordinator@gilde.test", by=world.admin.email, stdout=out)
    assert out.getvalue() == "2 removed; coordinator@gilde.test is signed out everywhere.\n"


@pytest.mark.parametrize(
    ("email", "by", "said"),
    [
        ("nobody@gilde.test", "admin@stagepoort.test", "nobody signs in as nobody@gilde.test"),
        ("coordinator@gilde.test", "bram@maaslandmetaal.test", "bram@maaslandmetaal.test may not do this"),
    ],
)
def test_the_command_says_what_is_wrong(world, factors, email, by, said):
    with pytest.raises(CommandError, match=said):
        call_command("remove_factors", email, by=by)
