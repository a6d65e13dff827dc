"""Every session and token ends at once."""

from django.test import Client

from profiles.models import ApiToken
from profiles.signing_in import end_sign_ins
from profiles.tokens import make_token


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_all_sessions_end_on_their_next_request_and_nobody_else_s(world):
    own, elsewhere, of_bram = browser(world.coordinator), browser(world.coordinator), browser(world.bram)
    end_sign_ins(world.coordinator)
    answers = [each.get("/start").status_code for each in (own, elsewhere, of_bram)]
    assert answers == [302, 302, 200]
    assert browser(world.coordinator).get("/start").status_code == 200


def test_all_tokens_are_revoked_and_nobody_else_s(world):
    for user in (world.coordinator, world.bram):
        make_token(user, name="test", days=9)
    end_sign_ins(world.coordinator)
    assert [token.user for token in ApiToken.objects.live()] == [world.bram]


def test_the_object_at_hand_knows_the_new_epoch(world):
    before = world.bram.get_session_auth_hash()
    end_sign_ins(world.bram)
    assert world.bram.sign_in_epoch == 1
    assert world.bram.get_session_auth_hash() != before
