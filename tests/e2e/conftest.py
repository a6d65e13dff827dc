"""A real browser before a real server, with the tests' world in it."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.world import World, make_world

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (390, 844), "small phone": (320, 640), "desktop": (1280, 900)}

# The browser is driven from an event loop of its own thread; Django would refuse its queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; CHROMIUM says where it is when not in the usual place."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def world(live_server: object, today: None) -> World:
    """Everybody, in the database that the server reads, on the day of the tests' world."""
    return make_world()


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """Collect what the browser complains of; a test that uses it fails when there is something."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_page(browser: Browser, live_server, troubles: list[str]) -> Iterator[Open]:
    """Open an address in a window of a size, a colour scheme and a language."""
    contexts: list[BrowserContext] = []

    def opened(path: str, *, size: str = "desktop", scheme: str = "light", language: str = "en") -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale=language
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
