"""Nobody is shown what is another's: every personal field holds a canary, and all that comes out is read."""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice, product

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse

from api.schools import Schools
from profiles.policy import TABLE, Noun, Rule
from profiles.policy.rules import LINKS
from tests import figures
from tests.canaries import FREE, UNDERSTOOD, personal_models
from tests.policy.cast import Cast
from tests.policy.expecting import Cell, cells_of
from tests.policy.planting import FURTHER, MEANT, Planted
from tests.policy.preparing import PREPARED
from tests.policy.scanning import WAYS, Scan, Way
from tests.policy.seeing import Sight

pytestmark = pytest.mark.django_db

FEW = 61  # of the questions, one in so many is asked


@pytest.fixture
def scan(cast: Cast, planted: Planted) -> Scan:
    return Scan(Sight(cast, planted))


def questions(cast: Cast, one_in: int) -> Iterator[tuple[Cell, Way]]:
    """List the cells of the matrix, each asked in every way, or one in so many of those."""
    assert one_in == 1 or len(WAYS) % one_in, "some way would never be tried"
    every = product((cell for rule in TABLE for cell in cells_of(rule, cast.things)), WAYS)
    return islice(every, 0, None, one_in)


def scanned(scan: Scan, one_in: int) -> dict[str, int]:
    """Ask, and hold that nothing was found that should not be; gives how many of what were read."""
    for cell, way in questions(scan.sight.cast, one_in):
        scan.ask(cell, way)
    assert scan.leaks == {}
    return dict(scan.read)


def rule_of(route: str) -> Rule:
    return next(rule for rule in TABLE if (rule.route, rule.method) == (route, "GET"))


def test_nothing_leaks_in_a_sample(scan: Scan):
    assert sum(scanned(scan, FEW).values()) > 400


def test_nothing_leaks_where_much_went_before(scan: Scan):
    """A visitor in the middle of signing in, an app just set up: each in every way of asking."""
    cells = [
        next(cell for cell in cells_of(rule, scan.sight.cast.things) if cell.actor == actor)
        for rule in TABLE
        if (actor := PREPARED.get((rule.route, rule.method), ("",))[0])
    ]
    for cell, way in product(cells, WAYS):
        scan.ask(cell, way)
    assert (len(cells), scan.leaks) == (len(PREPARED), {})


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_nothing_leaks_anywhere(scan: Scan, way: Way):
    """Every second cell in each way: the odd ones in one, the even ones in the next."""
    cells = [cell for rule in TABLE for cell in cells_of(rule, scan.sight.cast.things)]
    for cell in cells[WAYS.index(way) % 2 :: 2]:
        scan.ask(cell, way)
    assert scan.leaks == {}
    read = sum(scan.read.values())
    figures.at_least("canaries", **{re.sub(r"\W+", "_", way.name.lower()): read // 100 * 100})
    assert read >= 20_000 / len(WAYS)


def test_every_personal_field_holds_a_canary(planted: Planted):
    free = {
        (model, field.name)
        for model in (*personal_models(), *FURTHER)
        for field in model._meta.concrete_fields
        if isinstance(field, FREE) and not field.choices and field.name not in UNDERSTOOD
        if not issubclass(model, MEANT)
    }
    assert {each for each in free if not is_planted(planted, *each)} == set()


def is_planted(planted: Planted, model: type[Model], field: str) -> bool:
    texts = model._default_manager.exclude(**{field: None}).values_list(field, flat=True)
    return any(text[:12] in planted for text in texts)


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("adult student, visible", "visible student"),
        ("guardian of own child", "minor with consent"),
        ("coordinator of school 1", "hidden student"),
        ("platform admin", "child at school 2"),
    ],
)
def test_who_may_see_somebody_is_shown_the_canary(scan: Scan, actor: str, name: str):
    scan.ask(Cell(rule_of("api:student-detail"), actor, (name,)), WAYS[0])
    uuid = scan.sight.cast.things[Noun.STUDENT][name].argument
    shown = {
        canary.field
        for token, canary in scan.sight.planted.items()
        if (actor, token) in scan.seen and str(getattr(canary.row, "uuid", "")) == uuid
    }
    assert shown == {"first_name", "prefix", "last_name", "email", "birth_date"}
    assert scan.leaks == {}


def in_body(text: str) -> HttpResponse:
    return HttpResponse(f"<p title='{text.upper()}'>")


def in_header(text: str) -> HttpResponse:
    return HttpResponse(headers={"X-Whose": text})


def in_cookie(text: str) -> HttpResponse:
    response = HttpResponse()
    response.set_cookie("whose", text)
    return response


def in_archive(text: str) -> HttpResponse:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tables/students.csv", text)
    return HttpResponse(file.getvalue(), content_type="application/zip")


def in_mail(text: str) -> HttpResponse:
    mail = EmailMessage("Hello", text, to=["nobody@nowhere.test"])
    transaction.on_commit(mail.send)
    return HttpResponse()


def in_log(text: str) -> HttpResponse:
    logging.getLogger("api").info("saved %s", text)
    return HttpResponse()


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        (in_body, "answers"),
        (in_header, "answers"),
        (in_cookie, "answers"),
        (in_archive, "files"),
        (in_mail, "mails"),
        (in_log, "lines"),
    ],
)
def test_a_view_that_leaks_is_caught(
    scan: Scan, monkeypatch: pytest.MonkeyPatch, leak: Callable[[str], HttpResponse], what: str
):
    first_name = scan.sight.cast.users["adult student, hidden"].student.first_name
    monkeypatch.setattr(Schools, "list", lambda view, request: leak(first_name))
    cell = Cell(rule_of("api:school-list"), "member of company A")
    scan.ask(cell, WAYS[0])
    (where,), (fields,) = scan.leaks.keys(), scan.leaks.values()
    assert where == f"{what}: {cell}, {WAYS[0].name}"
    assert [field.split()[0] for field in fields] == ["profiles.Student.first_name"]


LINKED = [(rule, noun) for rule in TABLE for noun in rule.of.values() if noun in LINKS]


@pytest.mark.parametrize(("rule", "noun"), LINKED, ids=lambda each: getattr(each, "route", None))
def test_no_line_of_the_log_says_the_secret_of_a_link(scan: Scan, rule: Rule, noun: Noun):
    cell = Cell(rule, "anonymous", ("open link",))
    refused = Way("by a method of others", "nl", "text/html", method="put")
    scan.ask(cell, refused)
    assert (scan.read["lines"], scan.leaks) == (1, {})
