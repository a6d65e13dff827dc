"""Who forgot the password chooses a new one with a code from a mail; everything else ends."""

import pytest
from django.test import Client

from profiles.models import ApiToken
from profiles.signing_in import end_sign_ins
from profiles.tokens import make_token
from tests.web.account.conftest import code_in
from tests.web.reading import heading, statuses
from tests.world import PASSWORD

ASK, ENTER, CHOOSE = "/wachtwoord-vergeten", "/wachtwoord-vergeten/code", "/wachtwoord-vergeten/nieuw"
NEW = {"password1": "veel langer dan eerst", "password2": "veel langer dan eerst"}


@pytest.fixture
def asked(world, client, letters):
    (letter,) = letters(lambda: client.post(ASK, {"email": world.bram.email}))
    assert letter.subject == "Your code for a new password"
    return code_in(letter)


def signs_in(world, password):
    return Client().post("/inloggen", {"login": world.bram.email, "password": password}).status_code == 302


def test_a_new_password_ends_everything_else(world, client, asked, by_password, letters):
    elsewhere = by_password(world.bram, Client())
    make_token(world.bram, name="test", days=3)
    assert client.post(ENTER, {"code": asked}).url == CHOOSE
    answers = []
    (letter,) = letters(lambda: answers.append(client.post(CHOOSE, NEW, follow=True)))
    assert letter.body.startswith("Your password was changed, with a code from a mail.")
    assert (answers[0].redirect_chain, heading(answers[0])) == ([("/inloggen", 302)], "Sign in")
    assert statuses(answers[0]) == ["Your password is changed; you are signed out elsewhere."]
    assert elsewhere.get("/start").status_code == 302
    assert list(ApiToken.objects.live()) == []
    assert (signs_in(world, PASSWORD), signs_in(world, NEW["password1"])) == (False, True)


def test_a_code_changes_one_password(world, client, asked):
    client.post(ENTER, {"code": asked})
    client.post(CHOOSE, NEW)
    assert client.post(ENTER, {"code": asked}).url == "/inloggen"
    assert client.post(CHOOSE, NEW).url == ASK


def test_no_password_is_chosen_before_the_code(world, client, asked):
    assert client.post(CHOOSE, NEW).url == ENTER
    assert signs_in(world, PASSWORD)


def test_three_wrong_codes_and_it_is_over(world, client, asked):
    assert [client.post(ENTER, {"code": "AAAA-AAAA"}).status_code for _ in range(3)] == [200, 200, 302]
    assert client.post(ENTER, {"code": asked}).url == "/inloggen"


@pytest.mark.parametrize("step", [ENTER, CHOOSE])
def test_what_was_asked_before_all_sign_ins_ended_changes_nothing(world, client, asked, step):
    if step == CHOOSE:
        client.post(ENTER, {"code": asked})
    end_sign_ins(world.bram)
    assert client.post(step, NEW if step == CHOOSE else {"code": asked}).url == "/inloggen"
    assert signs_in(world, PASSWORD)


def test_asking_for_another_code_does_not_renew_the_one_for_a_password(world, client, asked):
    client.post(ENTER, {"code": asked})
    end_sign_ins(world.bram)
    client.post("/inloggen/code", {"email": world.bram.email})
    assert client.post(CHOOSE, NEW).url == "/inloggen"
    assert signs_in(world, PASSWORD)


def test_one_signs_in_at_once_with_the_new_password(world, client, asked):
    client.post(ENTER, {"code": asked})
    client.post(CHOOSE, NEW)
    again = client.post("/inloggen", {"login": world.bram.email, "password": NEW["password1"]})
    assert again.url == "/start"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("kort", "kort", "This password is too short. It must contain at least 10 characters."),
        ("1234567890", "1234567890", "This password is too common."),
        ("een lang wachtwoord", "een ander wachtwoord", "These two are not the same."),
        ("bram@maaslandmetaal", "bram@maaslandmetaal", "The password is too similar to the email address."),
    ],
)
def test_what_is_wrong_with_a_password_is_said(world, client, asked, first, second, said):
    client.post(ENTER, {"code": asked})
    page = client.post(CHOOSE, {"password1": first, "password2": second})
    assert [problem.text for problem in page.context["form"].problems()] == [said]


def test_the_second_factor_is_still_asked(world, client, asked, app_of):
    app_of(world.bram)
    client.post(ENTER, {"code": asked})
    client.post(CHOOSE, NEW)
    answer = client.post("/inloggen", {"login": world.bram.email, "password": NEW["password1"]})
    assert answer.url == "/inloggen/tweede-stap"
