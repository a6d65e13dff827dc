"""Who sees which page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from placements import mail_links
from placements.applying import apply
from placements.attending import expect, expect_class, set_pupils
from placements.handling import take_up
from placements.models import Application, Placement, Report, Slot
from placements.pseudonyms import pseudonym
from placements.reporting import Claim, report_vacancy
from placements.talking import plan
from profiles.models import Membership, User
from tests.placements.agreed import agreed, drawn_up
from tests.web.reading import heading, headings
from tests.world import INA, make_event, make_guardian_link, make_noor, make_slot, make_vacancy, make_visible
from web.navigation import menu

STARTS = {
    "sanne": "Hello Sanne",
    "bram": "Your vacancies",
    "coordinator": "Gilde Opleidingen",
    "region_officer": "What the region offers",
    "admin": "Everything there is",
    "ina": "Your children",
    "stranger": "Almost there",
}
NOBODY = None
OWN = {"sanne", "coordinator", "admin"}
SECRET = "a-secret-in-a-link"
PAGES = {
    "/": {*STARTS, NOBODY},
    "/start": set(STARTS),
    "/account": set(STARTS),
    "/account/tweede-stap": set(STARTS),
    "/matches": {"sanne"},
    "/vacancies/{vacancy}": set(STARTS),
    "/vacancies/{vacancy}/seats": {"bram", "admin"},
    "/vacancies/{vacancy}/candidates": {"bram"},
    "/vacancies/{vacancy}/candidates/{card}": {"bram"},
    "/vacancies/{vacancy}/candidates/{card}/block": {"bram"},
    "/applications/{application}/block": {"bram"},
    "/blocks": {"bram"},
    "/students/{student}/blocks/{company}": {"sanne"},
    "/applications": {"sanne", "bram"},
    "/applications/students": {"coordinator"},
    "/applications/{application}": {"sanne", "bram", "coordinator"},
    "/applications/{application}/offer": {"bram"},
    "/applications/{application}/decline": {"bram"},
    "/applications/{application}/talk/plan": {"bram"},
    "/applications/{talked}/talk/call-off": {"sanne", "bram"},
    "/placements": {"sanne", "bram", "coordinator", "ina"},
    "/placements/{placement}": {"sanne", "bram", "coordinator", "admin"},
    "/placements/{paper}/paper": {"sanne", "bram", "coordinator", "admin"},
    "/placements/{placement}/fill-in": {"bram", "coordinator", "admin"},
    "/placements/{placement}/end": {"sanne", "bram", "coordinator", "admin"},
    "/placements/{placement}/evaluate": {"sanne", "bram"},
    "/events": set(STARTS),
    "/events/{event}": set(STARTS),
    "/events/{event}/codes": {"bram", "region_officer", "admin"},
    "/events/{event}/roster": {"bram", "coordinator", "region_officer", "admin"},
    "/check-in": {"sanne"},
    "/check-in/{code}": {"sanne"},
    "/schools/{school}": {"coordinator", "admin"},
    "/classes/{group}": {"coordinator", "admin"},
    "/students/{student}/matches": OWN,
    "/students/{student}/vacancies/{vacancy}": OWN,
    "/visibility": {"sanne"},
    "/views": {"sanne"},
    "/students/{student}/guardians": OWN,
    "/guardians": {"coordinator", "admin"},
    "/children": {"ina"},
    "/children/{child}": {"ina"},
    "/ouder/{secret}": {*STARTS, NOBODY},
    "/antwoord/{token}": {*STARTS, NOBODY},
    "/my-data": set(STARTS),
    "/my-data/erase": set(STARTS),
    "/children/{child}/data": {"ina"},
    "/children/{child}/data/erase": {"ina"},
    "/notifications": set(STARTS),
    "/account/meldingen": set(STARTS),
    "/privacy": {*STARTS, NOBODY},
    "/access-log": {"admin"},
    "/tokens": {"bram", "coordinator"},
    "/region": {"region_officer", "admin"},
    "/my-reports": set(STARTS),
    "/reports": {"region_officer", "admin"},
    "/reports/{report}": {"region_officer", "admin"},
    "/vacancies/{vacancy}/report": {"sanne", "coordinator", "ina"},
    "/companies/{company}/report": {"sanne", "coordinator", "ina"},
    "/applications/{application}/report": {"sanne", "bram", "coordinator"},
    "/vacancies/{vacancy}/take-down": {"region_officer", "admin"},
    "/companies/unverified": {"region_officer", "admin"},
    "/companies/{company}/refuse": {"region_officer", "admin"},
    "/companies/{company}/team": {"bram", "region_officer", "admin"},
    "/schools/{school}/team": {"coordinator", "region_officer", "admin"},
    "/schools/{school}/bring/students": {"coordinator"},
    "/schools/{school}/bring/placements": {"coordinator"},
    "/companies/{company}/bring/vacancies": {"bram"},
    "/recognitions/bring": {"region_officer"},
    "/region/team": {"region_officer", "admin"},
    "/classes/{group}/claim-links": {"coordinator"},
    "/students/{student}/sign-in": {"coordinator"},
    "/meedoen": {*STARTS, NOBODY},
    "/meedoen/bedrijf": set(STARTS),
    "/meedoen/student": set(STARTS),
    "/profiel-ophalen": {*STARTS, NOBODY},
    "/profielen-samenvoegen": {"sanne"},
}


def account(world, name):
    if name == "ina":
        make_noor(world.group)
        return User.objects.get(email=INA)
    return world.sanne.user if name == "sanne" else name and getattr(world, name)


def address(world, page):
    ids = {
        "vacancy": world.vacancy.uuid,
        "school": world.gilde.uuid,
        "group": world.group.uuid,
        "student": world.sanne.uuid,
        "secret": SECRET,
        "company": world.company.uuid,
    }
    ids |= ids_of_event(world, page)
    if "{child}" in page:
        ids["child"] = make_noor(world.group).uuid
    if "{secret}" in page:
        ask_guardian(world)
    if "{card}" in page:
        ids["card"] = pseudonym(world.company, make_visible(world.sanne).uuid)
    if "{token}" in page:
        ids["token"] = mail_links.token(applied(world), world.bram, 1)
    if "{application}" in page:
        ids["application"] = applied(world).uuid
    if "{talked}" in page:
        ids["talked"] = talked(world).uuid
    if "{placement}" in page:
        ids["placement"] = placed(world).uuid
    if "{report}" in page:
        ids["report"] = reported(world).uuid
    if "{paper}" in page:
        ids["paper"] = drawn(world).uuid
    return page.format(**ids)


def applied(world):
    """Let Sanne apply, once."""
    known = Application.objects.filter(vacancy=world.vacancy, student=world.sanne).first()
    return known or apply(world.sanne, world.vacancy, by=world.sanne.user)


def reported(world):
    """Let Sanne report the vacancy, and somebody look into it, once."""
    claim = Claim(Report.Reason.FAKE, "Nobody works at this address.")
    report, _is_new = report_vacancy(world.vacancy, claim, by=world.sanne.user)
    if report.state == Report.State.OPEN:
        take_up(report, by=world.region_officer)
    return report


def talked(world):
    """Let her apply elsewhere, and a talk about that be planned, once."""
    known = Application.objects.filter(talks__isnull=False).first()
    if known:
        return known
    application = apply(world.sanne, make_vacancy(world.establishment), by=world.sanne.user)
    when = timezone.now() + timedelta(days=9)
    plan(application, at=when, place="Molenstraat 1", note="Ask for Bram", by=world.bram)
    return application


def placed(world):
    """Let Sanne have a placement, once."""
    return Placement.objects.filter(agreements__isnull=True).first() or agreed(world)


def drawn(world):
    """Let her have another of which the agreement is made, once."""
    known = Placement.objects.filter(agreements__isnull=False).first()
    return known or drawn_up(world, start=date(2027, 8, 2), end=date(2027, 12, 17))


def ids_of_event(world, page):
    if "{event}" not in page and "{code}" not in page:
        return {}
    return {"event": staged(world).event.uuid, "code": staged(world).code}


def staged(world):
    """Let Sanne and her class be expected at Bram's company at the region's event, once."""
    known = Slot.objects.filter(attendances__student=world.sanne).first()
    if known:
        return known
    slot = make_slot(make_event(), world.company, seats=40)
    expect(slot, world.sanne, by=world.sanne.user)
    set_pupils(world.group, 12, by=world.coordinator)
    expect_class(slot, world.group, 9, by=world.coordinator)
    return slot


def ask_guardian(world):
    """Ask somebody about Noor by a link whose secret is known here."""
    noor = make_noor(world.group)
    if not noor.guardianships.filter(email="opa@thuis.test").exists():
        make_guardian_link(noor, "opa@thuis.test", SECRET)


@pytest.mark.parametrize(("name", "expected"), STARTS.items())
def test_everybody_starts_at_an_own_page(world, signed_in, name, expected):
    assert heading(signed_in(account(world, name)).get("/start")) == expected


@pytest.mark.parametrize("name", [*STARTS, NOBODY])
def test_a_page_opens_for_who_may_see_it_and_is_not_there_for_others(world, signed_in, name):
    client = signed_in(account(world, name))
    found = {page: client.get(address(world, page)).status_code for page in PAGES}
    refused = 404 if name else 302
    assert found == {page: 200 if name in allowed else refused for page, allowed in PAGES.items()}


def test_a_page_that_one_may_not_see_looks_as_one_that_does_not_exist(world, signed_in):
    client = signed_in(world.bram)
    theirs = client.get(f"/students/{world.sanne.uuid}/matches")
    nobodys = client.get(f"/students/{world.gilde.uuid}/matches")
    assert [theirs.status_code, heading(theirs)] == [nobodys.status_code, heading(nobodys)]
    assert heading(theirs) == "This page is not here"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sanne", ["/start", "/matches", "/visibility", "/applications", "/placements"]),
        ("ina", ["/start", "/placements", "/children"]),
        ("bram", ["/start", "/applications", "/placements", "/events"]),
        ("coordinator", ["/start", "/applications/students", "/placements", "/events", "/guardians"]),
        ("region_officer", ["/start", "/events", "/companies/unverified"]),
        ("admin", ["/start", "/guardians", "/region", "/companies/unverified"]),
        (NOBODY, []),
    ],
)
def test_the_menu_has_what_one_may_open(world, signed_in, name, expected):
    page = signed_in(account(world, name)).get("/")
    menu = page.content.decode().partition('<nav class="nav"')[2].partition("</nav>")[0]
    assert [
        part.partition('"')[0] for part in menu.split('href="')[1:] if "#" not in part.partition('"')[0]
    ] == [*expected]


def test_a_coordinator_who_also_works_for_a_company_can_tell_both_lists_of_applications_apart(world):
    member = Membership.Role.COMPANY_MEMBER
    Membership.objects.create(user=world.coordinator, role=member, company=world.company)
    labels = {item.page: item.label for item in menu(User.objects.get(pk=world.coordinator.pk))}
    assert [labels["applications"], labels["students-applications"]] == ["Applications", "Of your students"]


def test_the_front_door_has_three_doors_and_the_public_counts(world, signed_in):
    page = signed_in(None).get("/")
    assert headings(page) == [
        "Three doors",
        "I am a student",
        "I am an employer",
        "I work at a school",
        "In the region now",
    ]
    assert (page.context["open_vacancies"], page.context["companies"]) == (1, 1)
