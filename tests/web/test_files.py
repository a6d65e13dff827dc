"""The files that pages are made of: light, licensed, and each of them used."""

import gzip
import re
from pathlib import Path

import pytest

from tests.project.sources import ROOT

STATIC, TEMPLATES = ROOT / "web" / "static" / "web", ROOT / "web" / "templates"
MOST_BYTES = 60 * 1024
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def texts(folder: Path, *suffixes: str) -> str:
    return "\n".join(
        each.read_text(encoding="utf-8") for each in sorted(folder.rglob("*")) if each.suffix in suffixes
    )


def test_a_first_view_is_light(world, signed_in):
    page = signed_in(world.sanne.user).get("/start").content
    parts = [
        page,
        *(each.read_bytes() for each in STATIC.rglob("*") if each.suffix in {".css", ".svg", ".js"}),
    ]
    assert sum(len(gzip.compress(part)) for part in parts) <= MOST_BYTES


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_what_others_made_has_its_licence_beside_it(folder):
    assert (STATIC / folder / "LICENSE").stat().st_size > 500


def test_every_icon_is_there_and_used():
    sources = texts(TEMPLATES, ".html") + texts(ROOT / "web", ".py")
    asked = set(re.findall(r'{% icon "([\w-]+)" %}', sources))
    asked |= set(re.findall(r'Item\("[\w-]+", _\("[^"]+"\), "([\w-]+)"\)', sources))
    assert set(re.findall(r'<symbol id="([\w-]+)"', texts(STATIC, ".svg"))) == asked


def test_every_template_is_used():
    known = {str(each.relative_to(TEMPLATES)) for each in TEMPLATES.rglob("*.*")}
    sources = texts(TEMPLATES, ".html") + texts(ROOT / "web", ".py")
    assert known - BY_NAME == {name for name in known if f'"{name}"' in sources}


def test_every_file_that_the_stylesheet_names_is_there():
    named = set(re.findall(r'url\("([^"]+)"\)', texts(STATIC, ".css")))
    assert named == {f"fonts/{each.name}" for each in (STATIC / "fonts").glob("*.woff2")}


def test_every_class_of_a_template_is_in_the_stylesheet():
    css = texts(STATIC, ".css")
    plain = re.sub(r"{%.*?%}|{{.*?}}", " ", texts(TEMPLATES, ".html", ".svg"))
    used = {name for held in re.findall(r'class="([^"]*)"', plain) for name in held.split()}
    assert used - set(re.findall(r"\.([a-z][\w-]*)", css)) == set()


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TEXT = ["ink", "muted", "brand", "brand-strong", "accent", "ok", "warn", "danger"]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_and_borders_stand_out(scheme):
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", texts(STATIC, ".css"))
    colours = {name: both[scheme] for name, *both in found}
    grounds = [colours["card"], colours["paper"]]
    pairs = {(name, ground): 4.5 for name in TEXT for ground in grounds}
    pairs |= {(name, ground): 3.0 for name in ("field", "focus") for ground in grounds}
    pairs |= {("brand-strong", colours["brand-soft"]): 4.5, ("accent", colours["accent-soft"]): 4.5}
    pairs |= {("ink", colours["brand-soft"]): 4.5, ("muted", colours["brand-soft"]): 4.5}
    pairs |= {("on-brand", colours["brand"]): 4.5, ("on-brand", colours["brand-strong"]): 4.5}
    weak = {pair for pair, least in pairs.items() if contrast(colours[pair[0]], pair[1]) < least}
    assert weak == set()
