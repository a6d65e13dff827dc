"""Sanne signs in, on a phone and at a desk, and finds what suits her."""

import pytest
from playwright.sync_api import Page, expect

from placements.applying import apply
from profiles.models import Student, User
from tests.world import (
    INA,
    PASSWORD,
    make_guardian,
    make_guardian_link,
    make_noor,
    make_student,
    make_vacancy,
    make_visible,
)
from vacancies.models import Vacancy

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NO_WEB_FONT = "document.documentElement.style.setProperty('--font', 'Verdana, DejaVu Sans, sans-serif')"
SMALL = """least => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
    .map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && box.height > 1 && (box.width < least || box.height < least))
    .map(([each]) => each.outerHTML)"""


def sign_in(page: Page, email: str = "sanne@leerling.test", password: str = PASSWORD) -> None:
    page.fill("#id_login", email)
    page.fill("#id_password", password)
    page.click("main form .btn")


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "hello"), [("nl", "Hallo Sanne"), ("en", "Hello Sanne")])
def test_sanne_signs_in_and_sees_what_suits_her(world, open_page, size, scheme, language, hello):
    type(world.bram).objects.filter(pk=world.sanne.user.pk).update(language=language)
    page = open_page("/inloggen", size=size, scheme=scheme, language=language)
    sign_in(page)
    expect(page.locator("h1")).to_have_text(hello)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate(WIDER) <= 0
    page.click("article h2 a")
    expect(page.locator("h1")).to_have_text("Stagiair lasser")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 245, 241)"
    assert light is (scheme == "light")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/inloggen",
        "/start",
        "/matches",
        "/matches?show=excluded",
        "/vacancies/{vacancy}",
        "/account",
        "/account/app",
        "/account/passkeys/nieuw",
        "/account/wachtwoord",
    ],
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
    assert page.evaluate(SMALL, 24) == []
    assert page.evaluate(WIDER) <= 0
    page.evaluate(NO_WEB_FONT)
    assert page.evaluate(WIDER) <= 0, "before the font has come, in one that is wider"


PAGES = {
    "sanne@leerling.test": [
        "/visibility",
        "/views",
        "/applications",
        "/my-data",
        "/my-data/erase",
        "/meedoen",
    ],
    "bram@maaslandmetaal.test": [
        "/start",
        "/vacancies/{vacancy}/candidates",
        "/applications",
        "/applications/{application}",
        "/companies/{company}/team",
        "/tokens",
        "/meedoen/bedrijf",
    ],
    "coordinator@gilde.test": [
        "/schools/{school}",
        "/classes/{group}",
        "/classes/{group}/claim-links",
        "/schools/{school}/team",
        "/students/{noor}/guardians",
        "/students/{noor}/sign-in",
        "/guardians",
        "/tokens",
    ],
    INA: ["/children", "/children/{noor}", "/children/{noor}/data", "/children/{noor}/data/erase"],
    "office@keyport.test": ["/companies/unverified", "/region/team"],
    "admin@stagepoort.test": ["/access-log", "/region"],
}


@pytest.mark.parametrize("email", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_of_any_role_is_wider_than_a_small_phone(world, open_page, email, language):
    User.objects.update(language=language)
    noor = make_noor(world.group)
    make_guardian(noor, "grootvader-van-moederszijde@langenaam.test", confirmed=False)
    make_visible(make_student(world.group, last_name="van den Heuvel-Vossenberg"), Student.Visibility.NAMED)
    known = {
        "vacancy": world.vacancy.uuid,
        "application": apply(world.sanne, world.vacancy, by=world.sanne.user).uuid,
        "company": world.company.uuid,
        "school": world.gilde.uuid,
        "group": world.group.uuid,
        "noor": noor.uuid,
    }
    page = open_page("/inloggen", size="small phone", language=language)
    sign_in(page, email)
    page.wait_for_url("**/start")
    site, found = page.url.removesuffix("/start"), {}
    for path in PAGES[email]:
        answer = page.goto(site + path.format(**known))
        found[path] = (answer.status, page.evaluate(WIDER) <= 0, page.evaluate(SMALL, 24))
        page.evaluate(NO_WEB_FONT)
        found[path] += (page.evaluate(WIDER) <= 0,)
    assert found == dict.fromkeys(PAGES[email], (200, True, [], True))


@pytest.mark.parametrize(
    "path", ["/meedoen", "/profiel-ophalen", "/privacy", "/ouder/a-secret", "/ouder/none"]
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nor_is_one_for_who_is_not_signed_in(world, open_page, path, language, troubles):
    make_guardian_link(make_noor(world.group), "parent@home.test", "a-secret")
    page = open_page(path, size="small phone", language=language)
    troubles[:] = [each for each in troubles if "404" not in each]
    assert (page.evaluate(SMALL, 24), page.evaluate(WIDER) <= 0) == ([], True)


def test_the_keyboard_alone_signs_in_and_out(world, open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    while not page.evaluate("document.activeElement.id === 'to-sign-in'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inloggen")
    page.locator("#id_login").focus()
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
