"""Sanne signs in, on a phone and at a desk, and finds what suits her."""

import pytest
from playwright.sync_api import Page, expect

from tests.world import make_vacancy
from vacancies.models import Vacancy

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "welkom-in-weert"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.height > 1 && (box.width < least || box.height < least))
    .map(([each]) => each.outerHTML)"""


def sign_in(page: Page, email: str = "sanne@leerling.test", password: str = PASSWORD) -> None:
    page.fill("#id_username", email)
    page.fill("#id_password", password)
    page.click("main button")


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "hello"), [("nl", "Hallo Sanne"), ("en", "Hello Sanne")])
def test_sanne_signs_in_and_sees_what_suits_her(world, open_page, size, scheme, language, hello):
    type(world.bram).objects.filter(pk=world.sanne.user.pk).update(language=language)
    page = open_page("/inloggen", size=size, scheme=scheme, language=language)
    sign_in(page)
    expect(page.locator("h1")).to_have_text(hello)
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.click("article h2 a")
    expect(page.locator("h1")).to_have_text("Stagiair lasser")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 245, 241)"
    assert light is (scheme == "light")


@pytest.mark.parametrize(
    "path", ["/", "/inloggen", "/start", "/matches", "/matches?show=excluded", "/vacancies/{vacancy}"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_wider_than_a_small_phone_and_all_can_be_hit(world, open_page, path, language):
    make_vacancy(
        world.establishment, title="Onderhoudsmonteur procesautomatisering", kind=Vacancy.Kind.FIRST_JOB
    )
    type(world.bram).objects.filter(pk=world.sanne.user.pk).update(language=language)
    page = open_page("/inloggen", size="small phone", language=language)
    if path != "/inloggen":
        sign_in(page)
        page.wait_for_url("**/start")
        page.goto(page.url.removesuffix("/start") + path.format(vacancy=world.vacancy.uuid))
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate(SMALL, 24) == []


def test_the_keyboard_alone_signs_in_and_out(world, open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    while not page.evaluate("document.activeElement.id === 'to-sign-in'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inloggen")
    page.locator("#id_username").focus()
    page.keyboard.type("sanne@leerling.test")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")
    page.locator("#sign-out").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_have_text("Je bent uitgelogd.")


def test_a_wrong_password_brings_the_reader_to_what_is_wrong(world, open_page):
    page = open_page("/inloggen")
    sign_in(page, password="something-else")
    expect(page.locator(".summary")).to_be_focused()
    page.click(".summary a")
    expect(page.locator("#id_password")).to_be_focused()


def test_the_language_changes_where_one_stands(world, open_page):
    page = open_page("/inloggen", size="phone")
    sign_in(page)
    page.wait_for_url("**/start")
    page.click("#language-en")
    expect(page.locator("h1")).to_have_text("Hello Sanne")
    page.click("#language-nl")
    expect(page.locator("h1")).to_have_text("Hallo Sanne")


def test_fonts_and_icons_come_from_the_site_itself(world, open_page):
    page = open_page("/")
    asked = page.evaluate("performance.getEntriesByType('resource').map(each => new URL(each.name).origin)")
    assert set(asked) == {page.evaluate("location.origin")}
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')") is True
    assert page.evaluate("document.querySelector('.door svg').getBBox().width > 0") is True
