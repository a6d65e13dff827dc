"""Who looks after a school or a company makes tokens for its programs, and ends them."""

import re

import pytest
from rest_framework.test import APIClient

from profiles.models import ApiToken, Company, Membership
from profiles.tokens import make_token
from tests import world as make
from tests.web.reading import heading, statuses, tags

WISH = {"name": "timetable", "days": "90"}


def wish(world, **more):
    return WISH | {"organisation": str(world.gilde.uuid), "scopes": ["students:read"]} | more


def secret_on(page) -> str:
    return next(held["value"] for tag, held in tags(page) if held.get("id") == "secret")


def about(page) -> list[str]:
    """List what the page tells of its tokens."""
    told = re.findall(r'<ul class="meta" role="list">(.*?)</ul>', page.content.decode())
    return re.findall(r"<li>(.*?)</li>", "".join(told))


def program(secret: str) -> APIClient:
    return APIClient(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_is_shown_once_and_opens_what_was_asked(world, signed_in):
    client = signed_in(world.coordinator)
    page = client.post("/tokens", wish(world))
    secret = secret_on(page)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert secret not in client.get("/tokens").content.decode()
    opened = {
        path: program(secret).get(f"/api/v1/{path}").status_code for path in ("students", "placements/counts")
    }
    assert opened == {"students": 200, "placements/counts": 403}


def test_the_page_says_what_each_token_may_and_when_it_was_used(world, signed_in):
    client = signed_in(world.coordinator)
    secret = secret_on(client.post("/tokens", wish(world)))
    assert about(client.get("/tokens")) == [
        "Gilde Opleidingen",
        "made by Coordinator",
        "not used yet",
        "until 19 Feb 2027",
    ]
    program(secret).get("/api/v1/students")
    assert about(client.get("/tokens"))[2] == "last used 21 Nov 2026"


def test_a_token_ends_at_once(world, signed_in):
    client = signed_in(world.coordinator)
    secret = secret_on(client.post("/tokens", wish(world)))
    token = ApiToken.objects.get()
    ended = client.post(f"/tokens/{token.uuid}/revoke", follow=True)
    assert statuses(ended) == ["The token “timetable” opens nothing any more."]
    assert program(secret).get("/api/v1/students").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"days": "366"},
        {"scopes": []},
        {"scopes": ["candidates:read"]},
        {"scopes": ["everything"]},
        {"organisation": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_a_wish_that_cannot_be_is_said_and_makes_nothing(world, signed_in, wrong):
    page = signed_in(world.coordinator).post("/tokens", wish(world, **wrong))
    assert page.context["form"].errors
    assert ApiToken.objects.count() == 0


def test_another_organisation_looks_as_one_that_is_not_there(world, signed_in):
    elders = make.make_school("Elders College")
    client = signed_in(world.coordinator)
    theirs, nobodys = (
        client.post("/tokens", wish(world, organisation=uuid)).context["form"].errors
        for uuid in (elders.uuid, "00000000-0000-4000-8000-000000000000")
    )
    assert list(theirs) == list(nobodys) == ["organisation"]


def test_a_colleague_s_token_is_seen_and_ended_another_s_is_not(world, signed_in):
    elders = make.make_school("Elders College")
    other = make.make_user("other@elders.test", role=Membership.Role.SCHOOL_COORDINATOR, school=elders)
    colleague = make.make_user("two@gilde.test", role=Membership.Role.SCHOOL_COORDINATOR, school=world.gilde)
    for user in (other, colleague):
        make_token(user, name=user.email, days=1, membership=user.current_memberships[0])
    shown = about(signed_in(world.coordinator).get("/tokens"))
    assert [each for each in shown if "made" in each] == ["made by Two"]
    answers = {
        token.user.email: signed_in(world.coordinator).post(f"/tokens/{token.uuid}/revoke").status_code
        for token in ApiToken.objects.all()
    }
    assert answers == {"two@gilde.test": 302, "other@elders.test": 404}


def test_a_company_that_waits_makes_none(world, signed_in):
    Company.objects.update(verified_at=None)
    page = signed_in(world.bram).get("/tokens")
    assert heading(page) == "API tokens"
    assert "as soon as the region office has approved" in page.content.decode()
    refused = signed_in(world.bram).post("/tokens", wish(world, organisation=str(world.company.uuid)))
    assert (refused.status_code, ApiToken.objects.count()) == (200, 0)
