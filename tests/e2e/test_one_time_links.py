"""What comes by a one-time link can be sent from a real browser, which tells where a form comes from."""

import pytest
from playwright.sync_api import expect

from placements import mail_links
from placements.applying import apply
from profiles.models import Guardianship
from tests.world import make_guardian_link, make_noor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SECRET = "a-secret-of-the-tests"


def test_a_guardian_answers_on_the_page_behind_the_link(world, open_page):
    asked = make_guardian_link(make_noor(world.group), "parent@home.test", SECRET)
    page = open_page(f"/ouder/{SECRET}", size="phone", language="nl")
    page.check("#visibility-hidden")
    page.fill("#id_name", "Jan")
    page.click("#answer")
    expect(page.locator("h1")).to_have_text("Bedankt voor je antwoord")
    assert Guardianship.objects.get(pk=asked.pk).answer == "hidden"


def test_the_secret_of_a_link_does_not_go_along_to_the_next_page(world, open_page):
    make_guardian_link(make_noor(world.group), "parent@home.test", SECRET)
    page = open_page(f"/ouder/{SECRET}", language="nl")
    with page.expect_request("**/privacy") as asked:
        page.click("a[href='/privacy']")
    assert SECRET not in asked.value.all_headers().get("referer", "")


def test_a_company_answers_from_its_mail(world, open_page):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    page = open_page(f"/antwoord/{mail_links.token(asked, world.bram, asked.steps.count())}", size="phone")
    page.check("#answer-yes")
    page.click("#answer")
    expect(page.locator("h1")).not_to_have_text("A student waits for your answer")
    asked.refresh_from_db()
    assert asked.state == "in_conversation"
