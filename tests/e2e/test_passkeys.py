"""Bram sets up a passkey in his browser, and signs in with it alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.world import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page: Page, **differs: bool) -> None:
    """Give the browser a device that holds passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | differs})


def sign_in(page: Page) -> None:
    page.fill("#id_login", "bram@maaslandmetaal.test")
    page.fill("#id_password", PASSWORD)
    page.click("main form .btn")
    page.wait_for_url("**/start")


def test_a_passkey_is_set_up_and_signs_in(world, open_page, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    page = open_page("/inloggen")
    plug_in(page)
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Nog één stap")
    page.click("main a[href='/account/passkeys/nieuw']")
    page.fill("#id_name", "telefoon")
    page.click("#with-passkey")
    page.wait_for_url("**/herstelcodes")
    page.click("#sign-out")
    page.click("#to-sign-in")
    page.click("#with-passkey")
    page.wait_for_url("**/start")
    expect(page.locator("h1")).to_have_text("Jullie vacatures")


def test_it_is_a_second_step_too(world, open_page):
    page = open_page("/inloggen")
    plug_in(page)
    sign_in(page)
    page.goto(page.url.replace("/start", "/account/passkeys/nieuw"))
    page.click("#with-passkey")
    page.wait_for_url("**/herstelcodes")
    page.click("#sign-out")
    page.click("#to-sign-in")
    page.fill("#id_login", "bram@maaslandmetaal.test")
    page.fill("#id_password", PASSWORD)
    page.click("main form .btn")
    page.wait_for_url("**/tweede-stap")
    page.click("#with-passkey")
    page.wait_for_url("**/start")


def test_who_stops_halfway_reads_that_it_did_not_work(world, open_page):
    page = open_page("/inloggen")
    plug_in(page)  # holds no passkey yet
    page.click("#with-passkey")
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    assert page.url.endswith("/inloggen")
