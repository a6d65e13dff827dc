"""Joining as people do it: mails, links and forms, from the first page to the start page."""

import pytest
from django.test import Client

from profiles.links import make_link
from profiles.models import Company, Invitation, Membership, MembershipRequest, Student, User
from tests.letters import path_in
from tests.web.reading import heading, headings, statuses
from tests.world import make_group, make_school, make_student

PASSWORD = "paars-paard-plukt-peren"
COMPANY = {"company": "Roer Techniek", "register": "kvk", "number": "12 34 56 78", "court": ""}
BSN = "Holds a citizen service number (BSN), which is not allowed here"
ADDRESS = "Holds an internet address; write the name alone"
SHORT = "This password is too short. It must contain at least 10 characters."
STUDENT = {"first_name": "Noor", "prefix": "van", "last_name": "Dijk", "birth_date": "17-05-2008"}


@pytest.fixture
def visitor():
    """A browser in which nobody is signed in."""
    return Client(headers={"accept-language": "en"})


def problems(response):
    return [(each.field_id, each.text) for each in response.context["form"].problems()]


def invite(world, email="noor@maaslandmetaal.test", **what):
    given = {"role": Membership.Role.COMPANY_MEMBER, "company": world.company}
    return make_link(by=world.bram, email=email, **(what or given))[1]


def ask(visitor, mailed, email, starts_as):
    answers = []
    letters = mailed(
        lambda: answers.append(visitor.post("/meedoen", {"email": email, "starts_as": starts_as}))
    )
    return answers[0], letters


@pytest.mark.parametrize("starts_as", ["company", "student"])
def test_the_answer_is_the_same_whether_the_address_has_an_account(world, visitor, mailed, starts_as):
    known, to_known = ask(visitor, mailed, world.bram.email, starts_as)
    unknown, to_unknown = ask(visitor, mailed, "noor@roertechniek.test", starts_as)
    texts = {
        answer.content.decode().replace(email, "ADDRESS")
        for answer, email in ((known, world.bram.email), (unknown, "noor@roertechniek.test"))
    }
    assert len({text.partition("<main")[2] for text in texts}) == 1
    assert (known.status_code, len(to_known), len(to_unknown)) == (200, 1, 1)


def test_a_company_joins_and_waits(world, visitor, mailed):
    _answer, (letter,) = ask(visitor, mailed, "noor@roertechniek.test", "company")
    address = path_in(letter)
    assert heading(visitor.get(address)) == "Register your company"
    done = visitor.post(address, COMPANY | {"name": "Noor van Dijk", "password": PASSWORD}, follow=True)
    assert heading(done) == "Your vacancies"
    company = Company.objects.get(register_number="12345678")
    user = User.objects.get(email="noor@roertechniek.test")
    assert (company.verified_at, user.name, user.company_ids) == (None, "Noor van Dijk", [company.pk])
    assert statuses(done)[0].startswith("The region office has not verified Roer Techniek yet.")
    assert visitor.get(address).status_code == 404


def test_reading_a_link_uses_nothing_up(world, visitor, mailed):
    _answer, (letter,) = ask(visitor, mailed, "noor@roertechniek.test", "student")
    for _ in range(3):
        assert visitor.get(path_in(letter)).status_code == 200
        assert visitor.head(path_in(letter)).status_code == 200
    assert Invitation.objects.open().count() == 1


def test_a_student_without_a_school_joins_hidden(world, visitor, mailed):
    _answer, (letter,) = ask(visitor, mailed, "noor@thuis.test", "student")
    done = visitor.post(path_in(letter), STUDENT | {"password": PASSWORD}, follow=True)
    assert heading(done) == "Hello Noor"
    assert Student.objects.get(first_name="Noor").consents.count() == 0


def test_who_is_too_young_to_decide_alone_names_a_guardian_first(world, visitor, mailed):
    _answer, (letter,) = ask(visitor, mailed, "noor@thuis.test", "student")
    done = visitor.post(
        path_in(letter), STUDENT | {"password": PASSWORD, "birth_date": "17-05-2012"}, follow=True
    )
    noor = Student.objects.get(first_name="Noor")
    assert done.redirect_chain[-1][0] == f"/students/{noor.uuid}/guardians"


@pytest.mark.parametrize("name", ["Jan-Piet", "J.P.", "d'Arc", "St. Anna", "Łukasz", "李明"])
def test_names_as_people_have_them_are_taken(world, visitor, name):
    _link, code = make_link(by=None, email="noor@thuis.test", starts_as="student")
    visitor.post(f"/meedoen/{code}", STUDENT | {"password": PASSWORD, "first_name": name})
    assert Student.objects.filter(first_name=name).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "text"),
    [
        ({"birth_date": "31-02-2008"}, "id_birth_date", "Is a day that does not exist"),
        ({"birth_date": "17-05-2090"}, "id_birth_date", "This cannot be your date of birth."),
        ({"first_name": ""}, "id_first_name", "This field is required."),
        ({"last_name": "123456782"}, "id_last_name", BSN),
        ({"first_name": "Win op www.kwaad.test"}, "id_first_name", ADDRESS),
        ({"first_name": "https://kwaad.test/x"}, "id_first_name", ADDRESS),
        ({"prefix": "kwaad.test"}, "id_prefix", ADDRESS),
        ({"last_name": "ik@kwaad.test"}, "id_last_name", ADDRESS),
        ({"password": "kort"}, "id_password", SHORT),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_made(world, visitor, wrong, field, text):
    _link, code = make_link(by=None, email="noor@thuis.test", starts_as="student")
    answer = visitor.post(f"/meedoen/{code}", STUDENT | {"password": PASSWORD} | wrong)
    assert (field, text) in problems(answer)
    assert (User.objects.filter(email="noor@thuis.test").count(), Invitation.objects.open().count()) == (0, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": "1234"}, "id_number"),
        ({"register": "kbo"}, "id_number"),
        ({"register": "handelsregister", "number": "HRB 7"}, "id_court"),
        ({"register": "none"}, "id_register"),
    ],
)
def test_a_company_needs_a_number_of_its_register(world, signed_in, wrong, field):
    answer = signed_in(world.stranger).post("/meedoen/bedrijf", COMPANY | wrong)
    assert [each for each, _ in problems(answer)] == [field]
    assert Company.objects.count() == 1


def test_who_gives_a_known_number_hears_that_others_decide(world, signed_in):
    Company.objects.filter(pk=world.company.pk).update(register="kvk", register_number="12345678")
    done = signed_in(world.stranger).post("/meedoen/bedrijf", COMPANY, follow=True)
    assert "This company is known here. Who decides about it gets your request." in statuses(done)
    assert MembershipRequest.objects.get().user == world.stranger
    asked = signed_in(world.bram).get(f"/companies/{world.company.uuid}/team")
    assert headings(asked)[0] == "Who asks to join"


def test_an_invited_newcomer_chooses_a_password_and_is_in(world, visitor):
    code = invite(world)
    assert heading(visitor.get(f"/uitnodiging/{code}")) == "Your invitation"
    done = visitor.post(f"/uitnodiging/{code}", {"name": "Noor", "password": PASSWORD}, follow=True)
    assert heading(done) == "Your vacancies"
    assert visitor.get(f"/uitnodiging/{code}").status_code == 404


def test_somebody_with_an_account_signs_in_first(world, visitor, signed_in):
    code = invite(world, world.stranger.email)
    page = visitor.get(f"/uitnodiging/{code}")
    assert heading(page) == "Sign in first"
    assert f"/inloggen?next=/uitnodiging/{code}" in page.content.decode()
    assert visitor.post(f"/uitnodiging/{code}", {"name": "x", "password": PASSWORD}).status_code == 200
    client = signed_in(world.stranger)
    assert client.get(f"/uitnodiging/{code}").status_code == 200
    assert not world.stranger.memberships.exists()
    assert heading(client.post(f"/uitnodiging/{code}", follow=True)) == "Your vacancies"


def test_somebody_else_may_not_and_is_not_told_whose_it_is(world, signed_in):
    code = invite(world, "noor@maaslandmetaal.test")
    client = signed_in(world.stranger)
    for answer in (client.get(f"/uitnodiging/{code}"), client.post(f"/uitnodiging/{code}")):
        assert (answer.status_code, heading(answer)) == (409, "This link is for another address")
        assert "noor@" not in answer.content.decode()
    assert Invitation.objects.open().count() == 1


def test_a_link_of_one_kind_opens_nothing_elsewhere(world, visitor):
    mila = make_student(world.group, email="mila@leerling.test")
    codes = {
        "uitnodiging": invite(world),
        "profiel-ophalen": invite(world, mila.email, student=mila, school=world.gilde),
        "meedoen": invite(world, "new@thuis.test", starts_as="student"),
    }
    found = {
        (page, kind): visitor.get(f"/{page}/{code}").status_code
        for page in codes
        for kind, code in codes.items()
    }
    assert found == {(page, kind): 200 if page == kind else 404 for page in codes for kind in codes}


def test_guessing_codes_ends_soon(world, visitor, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"links": "3/hour"}
    pages = ["/uitnodiging/A", "/meedoen/B", "/profiel-ophalen/C"]
    assert [visitor.get(page).status_code for page in pages] == [404] * 3
    assert visitor.get("/uitnodiging/D").status_code == 429
    assert visitor.post("/profiel-ophalen", {"code": "E"}).status_code == 429
    assert visitor.get(f"/uitnodiging/{invite(world)}").status_code == 200


def test_a_session_begins_anew_when_somebody_joins(world, visitor):
    visitor.get("/inloggen")
    session = visitor.session
    session["before"] = True
    session.save()
    visitor.cookies["sessionid"] = old = session.session_key
    visitor.post(f"/uitnodiging/{invite(world)}", {"name": "Noor", "password": PASSWORD})
    assert visitor.session.session_key not in (None, old)


@pytest.mark.parametrize("path", ["/meedoen", "/profiel-ophalen", "/uitnodiging/{code}"])
def test_a_form_is_sent_only_from_this_site(world, path):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path.format(code=invite(world))).status_code == 403


def test_a_student_claims_by_the_mailed_link(world, visitor, signed_in, mailed):
    mila = make_student(world.group, first_name="Mila", email="mila@leerling.test")
    client = signed_in(world.coordinator)
    (letter,) = mailed(
        lambda: client.post(f"/classes/{world.group.uuid}/claim-links", {"student": mila.uuid, "how": "mail"})
    )
    page = visitor.get(path_in(letter))
    assert ("Gilde Opleidingen" in page.content.decode(), "Mila" in page.content.decode()) == (True, False)
    assert heading(visitor.post(path_in(letter), {"password": PASSWORD}, follow=True)) == "Hello Mila"


def test_a_student_claims_by_the_code_on_paper(world, visitor, signed_in, mailed):
    mila = make_student(world.group, first_name="Mila", email=None)
    client = signed_in(world.coordinator)
    sheet = client.post(f"/classes/{world.group.uuid}/claim-links", {"student": mila.uuid, "how": "paper"})
    (slip,) = sheet.context["slips"]
    assert slip.code in sheet.content.decode()
    typed = slip.code.lower().replace("-", " ")
    there = visitor.post("/profiel-ophalen", {"code": typed}, follow=True)
    assert "Mila" not in there.content.decode()
    address = there.redirect_chain[-1][0]
    wrong = visitor.post(address, {"email": "mila@thuis.test", "birth_date": "01-01-2000"})
    assert problems(wrong)[0][0] == "id_birth_date"
    sent = {"email": "mila@thuis.test", "birth_date": mila.birth_date.isoformat()}
    (letter,) = mailed(lambda: visitor.post(address, sent))
    assert heading(visitor.post(path_in(letter), {"password": PASSWORD}, follow=True)) == "Hello Mila"
    mila.refresh_from_db()
    assert mila.user.email == "mila@thuis.test"


def test_a_second_school_s_link_makes_both_profiles_one(world, signed_in):
    elders = make_group(make_school("Elders College"), name="E1")
    twin = make_student(elders, first_name="Sanne")
    code = invite(world, world.sanne.user.email, student=twin, school=elders.school)
    client = signed_in(world.sanne.user)
    page = client.get(f"/profiel-ophalen/{code}")
    assert "This account already has the profile of Sanne." in page.content.decode()
    unsure = client.post(f"/profiel-ophalen/{code}", {})
    assert [each for each, _ in problems(unsure)] == ["id_same_person"]
    assert Student.objects.filter(pk=twin.pk).exists()
    assert (
        heading(client.post(f"/profiel-ophalen/{code}", {"same_person": "on"}, follow=True)) == "Hello Sanne"
    )
    assert not Student.objects.filter(pk=twin.pk).exists()


def test_a_twin_with_the_proven_address_is_offered_after_claiming(world, visitor):
    elders = make_group(make_school("Elders College"), name="E1")
    twin = make_student(elders, first_name="Mila", email="Mila@leerling.test")
    mila = make_student(world.group, first_name="Mila", email="mila@leerling.test")
    code = invite(world, mila.email, student=mila, school=world.gilde)
    offered = visitor.post(f"/profiel-ophalen/{code}", {"password": PASSWORD}, follow=True)
    assert heading(offered) == "Profiles with your address"
    for nobody in (world.sanne.uuid, "nonsense", ""):
        visitor.post("/profielen-samenvoegen", {"student": nobody})
        assert Student.objects.filter(pk=world.sanne.pk).exists()
    visitor.post("/profielen-samenvoegen", {"student": str(twin.uuid)})
    assert not Student.objects.filter(pk=twin.pk).exists()
    assert {each.school for each in mila.numbers.all()} == {world.gilde, elders.school}


def test_a_coordinator_who_opens_a_student_s_link_takes_nothing_over(world, signed_in):
    mila = make_student(world.group, birth_date=None)
    _link, code = make_link(by=None, student=mila, school=world.gilde)
    answer = signed_in(world.coordinator).post(f"/profiel-ophalen/{code}", {})
    assert (answer.status_code, heading(answer)) == (409, "This does not fit")
    mila.refresh_from_db()
    assert mila.user is None


def test_unknown_mails_are_refused_beyond_the_limit(world, visitor, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"mails-to-address": "1/hour"}
    sent = {"email": "noor@thuis.test", "starts_as": "student"}
    assert [visitor.post("/meedoen", sent).status_code for _ in range(2)] == [200, 429]
