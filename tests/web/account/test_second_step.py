"""The second factor comes after the first, cannot be walked around, and opens roles that ask for it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from profiles.models import Membership
from profiles.signing_in import end_sign_ins
from tests.codes import code_of
from tests.sessions import prove_second_factor
from tests.web.reading import heading, statuses
from tests.world import PASSWORD

STEP = "/inloggen/tweede-stap"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def halfway(world, client, app_of):
    """Give the app of the coordinator, whose password was right."""
    app = app_of(world.coordinator)
    answer = client.post("/inloggen", {"login": world.coordinator.email, "password": PASSWORD})
    assert answer.url == STEP
    return app


def problem(page) -> list[str]:
    return [each.text for each in page.context["form"].problems()]


def test_the_code_of_the_app_lets_in(world, client, halfway):
    assert client.get("/start").status_code == 302
    assert client.post(STEP, {"code": halfway.code()}).url == "/start"
    assert heading(client.get("/start")) == "Gilde Opleidingen"


@pytest.mark.parametrize("later", [-3, 3])
def test_a_code_of_another_time_does_not(client, halfway, later):
    page = client.post(STEP, {"code": halfway.code(later=later)})
    assert problem(page) == ["This code is not right, or no longer. Look again."]


ELSEWHERE = [
    "/start",
    "/account",
    "/account/app",
    "/account/herstelcodes",
    "/account/wachtwoord",
    "/account/bevestigen/code",
    "/classes/{group}",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_page_opens_before_the_second_step(world, client, halfway, path):
    answer = client.get(path.format(group=world.group.uuid))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/inloggen")


def test_nor_does_the_api(client, halfway):
    assert client.get("/api/v1/students").status_code == 401


def test_a_code_opens_once(world, client, halfway):
    code = halfway.code()
    client.post(STEP, {"code": code})
    thief = Client(headers={"accept-language": "en"})
    thief.post("/inloggen", {"login": world.coordinator.email, "password": PASSWORD})
    page = thief.post(STEP, {"code": code})
    assert page.status_code == 200
    assert thief.get("/start").status_code == 302
    assert thief.post(STEP, {"code": halfway.code(later=1)}).url == "/start"


def test_a_code_opens_once_in_whichever_process_it_is_shown(world, client, halfway, monkeypatch):
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda *shown: True)
    for expected in (302, 200):
        other = Client()
        other.post("/inloggen", {"login": world.coordinator.email, "password": PASSWORD})
        assert other.post(STEP, {"code": halfway.code()}).status_code == expected


def test_a_recovery_code_opens_once(world, client, halfway):
    code = halfway.recovery_codes[0]
    assert client.post(STEP, {"code": code}).url == "/start"
    other = Client()
    other.post("/inloggen", {"login": world.coordinator.email, "password": PASSWORD})
    assert other.post(STEP, {"code": code}).status_code == 200
    assert other.post(STEP, {"code": halfway.recovery_codes[1]}).url == "/start"


def test_guesses_are_counted_by_whose_they_are_whatever_address_they_come_from(world, halfway):
    answers = []
    for number in range(6):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        guesser.post("/inloggen", {"login": world.coordinator.email, "password": PASSWORD})
        answers.append(guesser.post(STEP, {"code": "000000"}).status_code)
    assert answers == [200] * 5 + [429]


def test_a_reset_begun_in_the_same_browser_does_not_let_one_guess_on(world, client, halfway, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"mailed-codes": "100/minute"}
    answers = []
    for _ in range(6):
        client.post("/wachtwoord-vergeten", {"email": world.stranger.email})
        answers.append(client.post(STEP, {"code": "000000"}).status_code)
    assert answers == [200] * 5 + [429]


def test_a_reset_begun_in_the_same_browser_does_not_renew_a_right_password(world, client, halfway):
    end_sign_ins(world.coordinator)
    client.post("/wachtwoord-vergeten", {"email": world.coordinator.email})
    assert client.post(STEP, {"code": halfway.code()}).url == "/inloggen"
    assert client.get("/start").status_code == 302


def test_thirty_guesses_a_day_and_no_more(world, client, halfway, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"second-factor": "1000/minute", "sign-in": "1000/minute"}
    answers = [client.post(STEP, {"code": "000000"}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_a_right_password_is_worth_nothing_once_all_sign_ins_ended(world, client, halfway):
    end_sign_ins(world.coordinator)
    answer = client.post(STEP, {"code": halfway.code()}, follow=True)
    assert (heading(answer), client.get("/start").status_code) == ("Sign in", 302)


def test_a_right_password_is_worth_a_quarter_of_an_hour(client, halfway):
    with time_machine.travel(timezone.now() + timedelta(seconds=901)):
        assert client.post(STEP, {"code": halfway.code()}).url == "/inloggen"


def test_without_a_first_step_there_is_no_second(world, client, app_of):
    assert client.post(STEP, {"code": app_of(world.coordinator).code()}).url == "/inloggen"


# Roles that ask for it


ASKED = ["bram", "coordinator", "region_officer", "admin"]


@pytest.mark.parametrize("name", ASKED)
def test_who_has_none_lands_where_it_says_what_to_do(world, client, by_password, required, name):
    by_password(getattr(world, name))
    start = client.get("/start")
    links = start.content.decode()
    assert heading(start) == "One more step"
    assert ['href="/account/app"' in links, 'href="/account/passkeys/nieuw"' in links] == [True, True]
    assert client.get("/account/app").status_code == 200


def test_a_role_that_asks_for_none_works_without(world, client, by_password, required):
    by_password(world.sanne.user)
    assert heading(client.get("/start")) == "Hello Sanne"
    assert client.get(f"/api/v1/students/{world.sanne.uuid}").status_code == 200


def test_setting_up_an_app_opens_the_role_in_this_session(world, client, by_password, required):
    by_password(world.coordinator)
    page = client.get("/account/app")
    answer = client.post("/account/app", {"code": code_of(page.context["form"].secret)}, follow=True)
    assert answer.redirect_chain == [("/account/herstelcodes", 302)]
    assert len(answer.context["unused_codes"]) == 10
    assert heading(client.get("/start")) == "Gilde Opleidingen"


def test_pages_of_the_role_are_not_there_before_and_are_after(world, client, by_password, required):
    by_password(world.coordinator)
    path = f"/classes/{world.group.uuid}"
    assert client.get(path).url == "/account/tweede-stap"
    prove_second_factor(client, world.coordinator)
    after = client.get(path)
    assert (after.status_code, statuses(after)) == (200, [])


def test_the_api_says_why_by_session(world, client, by_password, required):
    by_password(world.coordinator)
    answer = client.get("/api/v1/students")
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Your role works only after a second factor: see /account.",
    )
    prove_second_factor(client, world.coordinator)
    assert client.get("/api/v1/students").json()["count"] == 1


def test_who_has_another_role_too_reads_on_every_page_what_waits(world, client, by_password, required):
    Membership.objects.create(user=world.sanne.user, role="region_office")
    by_password(world.sanne.user)
    said = ["Part of what you may do waits for a second factor. What to do"]
    start = client.get("/start")
    assert (heading(start), statuses(start)[:1]) == ("Hello Sanne", said)
    prove_second_factor(client, world.sanne.user)
    assert heading(client.get("/start")) == "What the region offers"


@pytest.mark.parametrize(("hours", "expected"), [(11.9, "Everything there is"), (12.1, "One more step")])
def test_the_platform_admin_s_is_fresh(world, client, by_password, required, hours, expected):
    by_password(world.admin)
    prove_second_factor(client, world.admin, ago=timedelta(hours=hours))
    assert heading(client.get("/start")) == expected


def test_the_platform_admin_confirms_and_goes_on(world, client, by_password, required, app_of):
    app = app_of(world.admin)
    client.post("/inloggen", {"login": world.admin.email, "password": PASSWORD})
    client.post(STEP, {"code": app.code()})
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        page = client.get("/start")
        assert heading(page) == "One more step"
        confirm = "/account/bevestigen/code?next=/start"
        assert f'href="{confirm}"' in page.content.decode()
        assert client.post(confirm, {"code": app.code()}).url == "/start"
        assert heading(client.get("/start")) == "Everything there is"


def test_signing_out_ends_the_proof(world, client, required, halfway):
    client.post(STEP, {"code": halfway.code()})
    client.post("/uitloggen")
    client.force_login(world.coordinator)
    assert heading(client.get("/start")) == "One more step"


def test_a_demonstration_says_that_it_asks_for_none(world, client, settings):
    said = "This is a demonstration: nobody is asked for a second factor."
    seen = []
    for asked in (False, True):
        settings.SECOND_FACTOR_REQUIRED = asked
        seen.append(said in client.get("/inloggen").content.decode())
    assert seen == [True, False]
