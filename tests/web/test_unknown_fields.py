"""A form takes the fields that the policy names, and refuses a request with others."""

import pytest

from tests.web.reading import heading


@pytest.mark.parametrize("extra", ["is_active", "email", "sign_in_epoch"])
def test_an_unknown_field_is_refused_and_nothing_changes(world, signed_in, extra):
    client = signed_in(world.bram)
    page = client.post("/taal", {"language": "en", "next": "/start", extra: "1"})
    world.bram.refresh_from_db()
    assert (page.status_code, heading(page)) == (400, "We do not understand this request")
    assert (world.bram.language, world.bram.is_active) == ("nl", True)
