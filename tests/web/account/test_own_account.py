"""One's own account: what it shows, and what changes with one's address, password, app and language."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from profiles.models import ApiToken
from profiles.tokens import make_token
from tests.codes import code_of
from tests.web.account.conftest import code_in
from tests.web.reading import heading, headings, statuses
from tests.world import PASSWORD

NEW = "nieuw@maaslandmetaal.test"
LONG = "veel langer dan eerst"


@pytest.fixture
def bram(world, by_password):
    """Give a browser in which Bram signed in a moment ago."""
    return by_password(world.bram)


def now(world):
    world.bram.refresh_from_db()
    return world.bram


def test_the_account_shows_what_there_is(world, bram, app_of):
    app_of(world.bram)
    page = bram.get("/account")
    assert (heading(page), headings(page)) == (
        "Your account",
        [
            "E-mail address",
            "Password",
            "Second factor",
            "Signed in elsewhere",
            "Your data",
            "What you reported",
            "Notifications",
            "Language",
        ],
    )
    text = page.content.decode()
    assert ["App with codes" in text, "10 recovery codes left" in text] == [True, True]


# Address


def test_an_address_is_changed_with_a_code_sent_to_it(world, bram, letters):
    answers = []
    (letter,) = letters(
        lambda: answers.append(bram.post("/account/e-mailadres", {"email": NEW, "action_add": "1"}))
    )
    assert (answers[0].url, letter.to) == ("/account/e-mailadres/code", [NEW])
    assert now(world).email == "bram@maaslandmetaal.test"
    (told,) = letters(lambda: bram.post("/account/e-mailadres/code", {"code": code_in(letter)}))
    assert (now(world).email, told.to) == (NEW, ["bram@maaslandmetaal.test"])
    signed = Client().post("/inloggen", {"login": NEW, "password": PASSWORD})
    assert signed.status_code == 302


def test_the_address_of_somebody_else_looks_free_until_its_letter_is_read(world, bram, letters):
    theirs = world.sanne.user.email
    answers = []
    (letter,) = letters(
        lambda: answers.append(bram.post("/account/e-mailadres", {"email": theirs, "action_add": "1"}))
    )
    assert (answers[0].url, letter.to) == ("/account/e-mailadres/code", [theirs])
    page = bram.post("/account/e-mailadres/code", {"code": code_in(letter)})
    assert [each.text for each in page.context["form"].problems()] == ["This e-mail address cannot be used."]
    assert now(world).email == "bram@maaslandmetaal.test"


@pytest.mark.parametrize("action", ["action_remove", "action_primary", "action_send"])
def test_the_only_address_stays(world, bram, action):
    assert bram.post("/account/e-mailadres", {"email": world.bram.email, action: "1"}).status_code == 400
    assert now(world).email == "bram@maaslandmetaal.test"
    assert list(world.bram.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("bram@maaslandmetaal.test", True, True)
    ]


# Password


def change(browser, old=PASSWORD):
    return browser.post(
        "/account/wachtwoord", {"oldpassword": old, "password1": LONG, "password2": LONG}, follow=True
    )


def test_a_changed_password_ends_every_other_session_and_all_tokens(world, bram, by_password, letters):
    elsewhere = by_password(world.bram, Client())
    make_token(world.bram, name="test", days=3)
    answers = []
    (letter,) = letters(lambda: answers.append(change(bram)))
    assert statuses(answers[0]) == ["Your password is changed; you are signed out elsewhere."]
    assert letter.body.startswith("Your password was changed.")
    assert [each.get("/start").status_code for each in (bram, elsewhere)] == [200, 302]
    assert list(ApiToken.objects.live()) == []
    assert now(world).check_password(LONG)


def test_the_old_password_is_asked_and_guesses_are_counted(world, bram):
    pages = [change(bram, "wrong") for _ in range(6)]
    assert [page.status_code for page in pages] == [200] * 5 + [429]
    assert [each.text for each in pages[0].context["form"].problems()] == ["This is not your password."]
    assert now(world).check_password(PASSWORD)


def test_who_has_no_password_chooses_one(world, bram):
    world.bram.set_unusable_password()
    world.bram.save()
    bram = Client(headers={"accept-language": "en"})
    bram.force_login(world.bram)
    assert bram.get("/account/wachtwoord").url == "/account/wachtwoord/kiezen"
    refused = bram.post("/account/wachtwoord/kiezen", {"password1": LONG, "password2": LONG}, follow=True)
    assert statuses(refused) == ["For this you must have signed in a moment ago: sign out and in again."]
    assert not now(world).has_usable_password()


# Confirming who one is

SENSITIVE = ["/account/e-mailadres", "/account/app", "/account/passkeys/nieuw", "/account/herstelcodes/nieuw"]


@pytest.mark.parametrize("path", SENSITIVE)
def test_ten_minutes_later_one_confirms_by_password(world, bram, path):
    assert bram.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        asked = bram.get(path)
        assert asked.url == f"/account/bevestigen?next={path}".replace("/", "%2F").replace(
            "%2Faccount%2Fbevestigen", "/account/bevestigen"
        )
        assert bram.post(asked.url, {"password": "wrong"}).status_code == 200
        assert bram.post(asked.url, {"password": PASSWORD}).url == path
        assert bram.get(path).status_code == 200


def test_what_was_sent_is_done_after_confirming(world, bram, letters):
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        asked = bram.post("/account/e-mailadres", {"email": NEW, "action_add": "1"})
        (letter,) = letters(lambda: bram.post(asked.url, {"password": PASSWORD}))
    assert letter.to == [NEW]


def test_guesses_at_confirming_are_counted(world, bram):
    answers = [bram.post("/account/bevestigen", {"password": "wrong"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


# The app and recovery codes


def set_up(browser):
    page = browser.get("/account/app")
    secret = page.context["form"].secret
    return secret, browser.post("/account/app", {"code": code_of(secret)}, follow=True)


def test_a_wrong_code_sets_up_nothing(world, bram):
    bram.get("/account/app")
    page = bram.post("/account/app", {"code": "000000"})
    assert [each.text for each in page.context["form"].problems()] == [
        "This code is not right, or no longer. Look again."
    ]
    assert world.bram.authenticator_set.count() == 0


def test_the_code_of_setting_up_does_not_open_the_door_as_well(world, bram):
    secret, _page = set_up(bram)
    thief = Client()
    thief.post("/inloggen", {"login": world.bram.email, "password": PASSWORD})
    assert thief.post("/inloggen/tweede-stap", {"code": code_of(secret)}).status_code == 200


def test_secrets_are_not_kept_as_they_are(world, bram):
    secret, page = set_up(bram)
    kept = str(list(world.bram.authenticator_set.values_list("data", flat=True)))
    assert [each in kept for each in (secret, *page.context["unused_codes"])] == [False] * 11


def test_an_earlier_key_of_the_site_still_reads_them(world, bram, settings, client):
    secret, _page = set_up(bram)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    fresh = Client()
    fresh.post("/inloggen", {"login": world.bram.email, "password": PASSWORD})
    assert fresh.post("/inloggen/tweede-stap", {"code": code_of(secret, later=1)}).url == "/start"


def test_removing_the_app_ends_the_other_sessions_and_what_it_proved(world, bram, by_password, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    elsewhere = Client()
    elsewhere.force_login(world.bram)
    set_up(bram)
    assert heading(bram.get("/start")) == "Your vacancies"
    gone = bram.post("/account/app/verwijderen", follow=True)
    assert (gone.redirect_chain, statuses(gone)[0]) == ([("/account", 302)], "The app is removed.")
    assert heading(bram.get("/start")) == "One more step"
    assert elsewhere.get("/start").status_code == 302


def test_new_recovery_codes_replace_the_old(world, bram):
    _secret, page = set_up(bram)
    fresh = bram.post("/account/herstelcodes/nieuw", follow=True)
    assert fresh.redirect_chain == [("/account/herstelcodes", 302)]
    assert set(fresh.context["unused_codes"]) & set(page.context["unused_codes"]) == set()


# Everywhere


def test_one_signs_out_everywhere_by_a_button(world, bram, by_password):
    elsewhere = by_password(world.bram, Client())
    assert bram.get("/account/overal-uitloggen").status_code == 405
    out = bram.post("/account/overal-uitloggen", follow=True)
    assert statuses(out) == ["You are signed out everywhere. Programs with a token of yours are too."]
    assert [each.get("/start").status_code for each in (bram, elsewhere)] == [302, 302]
