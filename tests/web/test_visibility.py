"""Choosing who sees a student, on the pages: by the student, by a guardian, and by nobody else."""

import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.utils import timezone

from profiles import guarding, sharing
from profiles.models import Guardianship, ProfileView, Student, User
from tests.web.account.conftest import code_in
from tests.web.reading import heading, headings, rows, statuses, tags
from tests.web.test_roles import SECRET, account, ask_guardian
from tests.world import make_company, make_guardian, make_noor, make_school, make_student, make_user

HIDDEN, ANONYMOUS, NAMED = Student.Visibility


@pytest.fixture
def noor(world) -> Student:
    return make_noor(world.group)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def radios(response) -> dict[str, bool]:
    found = [held for tag, held in tags(response) if tag == "input" and held.get("type") == "radio"]
    return {held["value"]: "checked" in held for held in found}


@pytest.mark.parametrize("visibility", [HIDDEN, ANONYMOUS, NAMED])
def test_a_student_chooses_one_of_three(world, signed_in, visibility):
    client = signed_in(world.sanne.user)
    sent = client.post(f"/students/{world.sanne.uuid}/visibility", {"visibility": visibility})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/visibility")
    assert sharing.visibility_of(world.sanne) == visibility
    page = client.get("/visibility")
    assert radios(page) == {each: each == visibility for each in (HIDDEN, ANONYMOUS, NAMED)}
    assert statuses(page) == ["Saved. It holds from now on."]
    assert headings(page) == [
        "Who may see you?",
        "This is how employers see you",
        "What was allowed, and until when",
        "Companies that see your name",
        "Blocked companies",
        "Who looked at your profile",
    ]


def test_a_choice_that_is_none_is_refused(world, signed_in):
    client = signed_in(world.sanne.user)
    for wrong in ({}, {"visibility": "everybody"}):
        sent = client.post(f"/students/{world.sanne.uuid}/visibility", wrong)
        assert said(sent)[-1] == "Choose one of the three."
    assert world.sanne.consents.count() == 0


def test_reading_chooses_nothing(world, signed_in):
    client = signed_in(world.sanne.user)
    address = f"/students/{world.sanne.uuid}/visibility"
    assert client.get(address, {"visibility": NAMED}).status_code == 405
    assert world.sanne.consents.count() == 0


@pytest.mark.parametrize("act", ["visibility", "visibility/withdraw", "names/{company}/withdraw"])
@pytest.mark.parametrize("who", ["coordinator", "admin", "bram", "region_officer", "stranger", "ina", None])
def test_nobody_chooses_for_somebody_else(world, signed_in, act, who):
    sharing.choose_visibility(world.sanne, ANONYMOUS, by=world.sanne.user)
    sharing.name_to(world.sanne, world.company, by=world.sanne.user)
    address = f"/students/{world.sanne.uuid}/{act}".format(company=world.company.uuid)
    body = {"visibility": NAMED} if act == "visibility" else {}
    sent = signed_in(account(world, who)).post(address, body)
    assert sent.status_code == (404 if who else 302)
    assert sharing.visibility_of(world.sanne) == ANONYMOUS
    assert world.sanne.consents.standing().count() == 2


def test_a_name_is_taken_back_from_one_company_or_from_all(world, signed_in):
    other = make_company("Andere Metaal")
    client = signed_in(world.sanne.user)
    for company in (world.company, other):
        sharing.name_to(world.sanne, company, by=world.sanne.user)
    client.post(f"/students/{world.sanne.uuid}/names/{world.company.uuid}/withdraw")
    page = client.get("/visibility")
    assert [each.name for each in page.context["sight"].named_to] == ["Andere Metaal"]
    assert list(Student.objects.visible_to(world.bram)) == []
    client.post(f"/students/{world.sanne.uuid}/visibility/withdraw")
    page = client.get("/visibility")
    assert page.context["sight"].named_to == []
    assert len(rows(page)) == 2
    assert [row[:2] + row[3:4] for row in rows(page)] == [
        ["Andere Metaal sees the name", "student", "21 Nov 2026"],
        ["Maasland Metaal sees the name", "student", "21 Nov 2026"],
    ]


def test_a_company_that_does_not_exist_is_not_there(world, signed_in):
    sent = signed_in(world.sanne.user).post(f"/students/{world.sanne.uuid}/names/{uuid4()}/withdraw")
    assert sent.status_code == 404


def test_who_is_too_young_reads_why_and_may_only_hide(noor, signed_in):
    client = signed_in(noor.user)
    page = client.get("/visibility")
    assert page.context["sight"].obstacle.startswith("You are not 16 yet.")
    assert radios(page) == {HIDDEN: False, ANONYMOUS: True}
    assert said(client.post(f"/students/{noor.uuid}/visibility", {"visibility": NAMED})) == [
        "A parent or guardian has to choose this."
    ]
    client.post(f"/students/{noor.uuid}/visibility", {"visibility": HIDDEN})
    assert sharing.visibility_of(noor) == HIDDEN
    assert radios(client.get("/visibility")) == {}


def test_without_a_birth_date_nothing_can_be_chosen(world, signed_in):
    Student.objects.update(birth_date=None)
    client = signed_in(world.sanne.user)
    assert client.get("/visibility").context["sight"].obstacle.startswith("We do not know your birth date.")
    assert said(client.post(f"/students/{world.sanne.uuid}/visibility", {"visibility": ANONYMOUS})) == [
        "The birth date is not known. The school can fill it in."
    ]


def test_who_looked_is_shown_to_the_student_and_the_guardian_only(world, noor, signed_in):
    for number, student in enumerate((world.sanne, noor)):
        ProfileView.objects.create(
            student=student, company=world.company, user=world.bram, stage="card", person_key=uuid4(),
            school_year=2026, at=timezone.now() - timedelta(days=number),
        )  # fmt: skip
    page = signed_in(world.sanne.user).get("/views")
    assert [view.student for view in page.context["page"]] == [world.sanne]
    assert "Maasland Metaal" in page.content.decode()
    assert "Bram" not in page.content.decode()
    child = signed_in(account(world, "ina")).get(f"/children/{noor.uuid}")
    assert [view.student for view in child.context["sight"].views] == [noor]


# Guardians


def test_a_student_asks_a_guardian(noor, signed_in, django_capture_on_commit_callbacks):
    client = signed_in(noor.user)
    address = f"/students/{noor.uuid}/guardians"
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(address, {"email": "pa@thuis.test"})
    assert (sent.status_code, [letter.to for letter in mail.outbox]) == (302, [["pa@thuis.test"]])
    page = client.get(address)
    assert [each.email for each in page.context["guardians"]] == ["ina@thuis.test", "pa@thuis.test"]
    asked = Guardianship.objects.get(email="pa@thuis.test")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/guardians/{asked.uuid}/remind")
    assert len(mail.outbox) == 2
    assert client.post(address, {"email": "opa@thuis.test"}).context["form"].errors == {
        "email": ["Two parents or guardians were asked already."]
    }


@pytest.mark.parametrize(
    ("email", "error"),
    [
        ("", "This field is required."),
        ("no address", "Enter a valid email address."),
        ("noor@leerling.test", "This is the student's own address. Give that of the parent or guardian."),
        ("INA@thuis.test", "This address was asked already."),
    ],
)
def test_a_wrong_address_is_said_at_the_field(noor, signed_in, email, error):
    page = signed_in(noor.user).post(f"/students/{noor.uuid}/guardians", {"email": email})
    assert page.context["form"].errors == {"email": [error]}
    assert ("a", {"href": "#id_email"}) in tags(page)


def test_opening_the_link_answers_nothing_and_sending_the_form_does(world, noor, signed_in):
    ask_guardian(world)
    client = signed_in(None)
    asked = Guardianship.objects.get(email="opa@thuis.test")
    for _ in range(2):
        page = client.get(f"/ouder/{SECRET}")
        assert (page.status_code, heading(page)) == (200, "May companies see Noor?")
        assert page.headers["Referrer-Policy"] == "strict-origin"
        assert noor.last_name not in page.content.decode()
    asked.refresh_from_db()
    assert (asked.answered_at, User.objects.filter(email="opa@thuis.test").count()) == (None, 0)
    wrong = client.post(f"/ouder/{SECRET}", {"name": "Opa"})
    assert list(wrong.context["form"].errors) == ["visibility"]
    sent = client.post(f"/ouder/{SECRET}", {"name": "Opa", "visibility": NAMED})
    assert (sent.status_code, heading(sent)) == (200, "Thank you for your answer")
    asked.refresh_from_db()
    assert (asked.answer, asked.user.name, asked.confirmed_at) == (NAMED, "Opa", None)
    assert "_auth_user_id" not in client.session


def test_a_guardian_signs_in_with_a_mailed_code(world, noor, django_capture_on_commit_callbacks):
    ask_guardian(world)
    client = Client(headers={"accept-language": "en"})
    client.post(f"/ouder/{SECRET}", {"name": "Opa", "visibility": NAMED})
    asked = Guardianship.objects.get(email="opa@thuis.test")
    with django_capture_on_commit_callbacks(execute=True):
        guarding.confirm(asked, by=world.coordinator)
        client.post("/inloggen/code", {"email": "opa@thuis.test"})
    told, code = mail.outbox
    assert "/inloggen/code\n" in told.body + "\n"
    client.post("/inloggen/code/invullen", {"code": code_in(code)})
    assert heading(client.get("/start")) == "Your children"


def test_links_that_open_nothing_look_alike(world, noor, signed_in):
    client = signed_in(None)
    never = client.get(f"/ouder/{SECRET}")
    ask_guardian(world)
    client.post(f"/ouder/{SECRET}", {"name": "Opa", "visibility": HIDDEN})
    used = client.get(f"/ouder/{SECRET}")
    posted = client.post(f"/ouder/{SECRET}", {"name": "Opa", "visibility": NAMED})
    texts = {
        re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", page.content.decode())
        for page in (never, used, posted)
    }
    assert {page.status_code for page in (never, used, posted)} == {404}
    assert len(texts) == 1


def test_the_school_confirms_or_refuses(world, noor, signed_in):
    waiting = [make_guardian(noor, f"{who}@thuis.test", NAMED, confirmed=False) for who in ("pa",)]
    mate = make_student(world.group, birth_date=date(2011, 5, 17))
    waiting.append(make_guardian(mate, "pa2@thuis.test", NAMED, confirmed=False))
    client = signed_in(world.coordinator)
    page = client.get("/guardians")
    assert list(page.context["page"]) == waiting
    assert statuses(page) == ["2 answers wait for you."]
    client.post(f"/guardians/{waiting[0].uuid}/refuse")
    client.post(f"/guardians/{waiting[1].uuid}/confirm")
    assert list(client.get("/guardians").context["page"]) == []
    assert sharing.visibility_of(mate) == NAMED
    waiting[0].refresh_from_db()
    assert waiting[0].ended_at is not None


@pytest.mark.parametrize("act", ["confirm", "refuse"])
@pytest.mark.parametrize("who", ["sanne", "bram", "ina", "elsewhere", "stranger"])
def test_nobody_else_confirms(world, noor, signed_in, act, who):
    guardian = make_guardian(noor, "pa@thuis.test", NAMED, confirmed=False)
    elders = make_user("e@e.test", role="school_coordinator", school=make_school("Elders"))
    user = elders if who == "elsewhere" else account(world, who)
    assert signed_in(user).post(f"/guardians/{guardian.uuid}/{act}").status_code == 404
    guardian.refresh_from_db()
    assert (guardian.confirmed_at, guardian.ended_at) == (None, None)


def test_a_guardian_reads_chooses_and_withdraws(world, noor, signed_in):
    client = signed_in(account(world, "ina"))
    page = client.get(f"/children/{noor.uuid}")
    assert heading(page) == str(noor)
    assert radios(page) == {HIDDEN: False, ANONYMOUS: True, NAMED: False}
    sent = client.post(f"/students/{noor.uuid}/visibility", {"visibility": NAMED})
    assert sent.headers["Location"] == f"/children/{noor.uuid}"
    assert sharing.visibility_of(noor) == NAMED
    client.post(f"/students/{noor.uuid}/visibility/withdraw")
    assert (sharing.visibility_of(noor), noor.guardianships.get().answer) == (HIDDEN, HIDDEN)


def test_a_guardian_sees_nobody_elses_child_and_not_the_own_one_from_sixteen_on(world, noor, signed_in):
    ina = account(world, "ina")
    mate = make_student(world.group, birth_date=date(2011, 5, 17))
    make_guardian(mate, "pa@thuis.test")
    unconfirmed = make_student(world.group, birth_date=date(2011, 5, 17))
    made = make_guardian(unconfirmed, "ma@thuis.test", confirmed=False)
    Guardianship.objects.filter(pk=made.pk).update(user=ina)
    client = signed_in(ina)
    addresses = [f"/children/{each.uuid}" for each in (noor, mate, unconfirmed, world.sanne)]
    assert [client.get(each).status_code for each in addresses] == [200, 404, 404, 404]
    with time_machine.travel(datetime.fromisoformat("2027-05-17T00:00:00+02:00")):
        client.force_login(ina)
        assert heading(client.get("/start")) == "Almost there"
        assert client.get(addresses[0]).status_code == 404


def links(client: Client, path: str) -> list[str | None]:
    return [held.get("href") for tag, held in tags(client.get(path)) if tag == "a"]


def test_the_school_finds_the_guardians_of_a_young_student_and_the_way_back(world, noor, signed_in):
    client = signed_in(world.coordinator)
    matches, guardians = f"/students/{noor.uuid}/matches", f"/students/{noor.uuid}/guardians"
    assert guardians in links(client, matches)
    assert matches in links(client, guardians)
    assert f"/students/{world.sanne.uuid}/guardians" not in links(
        client, f"/students/{world.sanne.uuid}/matches"
    )


def test_a_guardian_goes_back_to_the_child(noor, signed_in):
    client = signed_in(noor.guardianships.get().user)
    assert f"/children/{noor.uuid}" in links(client, f"/students/{noor.uuid}/guardians")


def test_the_sample_card_tells_once_when_somebody_can_come(world, signed_in):
    Student.objects.filter(pk=world.sanne.pk).update(available_from=date(2027, 2, 1))
    page = signed_in(world.sanne.user).get("/visibility").content.decode()
    assert page.count("1 Feb 2027") == 1
