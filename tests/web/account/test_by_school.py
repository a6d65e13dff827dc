"""Signing in by way of a school: for its own people, with a verified address, and for nobody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone
from requests import ConnectionError as NoAnswer

from profiles import claiming, inviting
from profiles.models import Invitation, Membership
from tests.identity import PROVIDER, SANNE, SERVER, School
from tests.sessions import prove_second_factor
from tests.web.reading import heading, statuses
from tests.world import make_group, make_guardian, make_school, make_student, make_user
from web.account.identity import (
    DID_NOT_WORK,
    MORE_THAN_SCHOOL,
    UNKNOWN_PERSON,
    UNKNOWN_SCHOOL,
    IdentityAdapter,
)

BEGIN, BACK = "/inloggen/school/surfconext", "/inloggen/school/surfconext/terug"


@pytest.fixture
def school(settings, monkeypatch):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER]}}
    server = School()
    monkeypatch.setattr(IdentityAdapter, "get_requests_session", lambda self: server)
    return server


def come_back(client, begin=BEGIN, **more):
    """Go to the school's sign-in and come back from it."""
    there = parse_qs(urlsplit(client.get(begin).url).query)
    return client.get(BACK, {"code": "c", "state": there["state"][0], **more}, follow=True)


def test_the_way_there_carries_a_state_and_a_challenge_and_no_secret(world, client, school):
    there = urlsplit(client.get(f"{BEGIN}?next=/matches").url)
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{SERVER}/authorize"
    expected = "client_id redirect_uri scope response_type state code_challenge code_challenge_method"
    assert set(asked) == set(expected.split())
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    assert (asked["code_challenge_method"], set(asked["scope"].split())) == (
        "S256",
        {"openid", "profile", "email"},
    )


def test_a_student_of_the_school_comes_in_the_first_time_and_again(world, client, school, letters):
    answers = []
    (letter,) = letters(lambda: answers.append(come_back(client, f"{BEGIN}?next=/matches")))
    assert answers[0].redirect_chain[-1] == ("/matches", 302)
    assert letter.body.startswith("You can sign in by way of your school now.")
    school.info["email"] = "changed@elsewhere.test"
    again = Client(headers={"accept-language": "en"})
    assert heading(come_back(again)) == "Hello Sanne"
    assert SocialAccount.objects.count() == 1


def test_nothing_of_what_the_school_says_is_kept_but_who_it_is(world, client, school):
    for _ in range(2):
        come_back(Client())
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("surfconext", "s-1", {})
    assert kept.socialtoken_set.count() == 0


UNTRUSTED = [
    ({"email_verified": False}, UNKNOWN_PERSON),
    ({"email_verified": "true"}, UNKNOWN_PERSON),
    ({"email_verified": None}, UNKNOWN_PERSON),
    ({"email": "nobody@leerling.test"}, UNKNOWN_PERSON),
    ({"email": ["sanne@leerling.test"]}, UNKNOWN_PERSON),
    ({"email": None}, UNKNOWN_PERSON),
    ({"schac_home_organization": "elders.example"}, UNKNOWN_SCHOOL),
    ({"schac_home_organization": ["gilde.example", "elders.example"]}, UNKNOWN_SCHOOL),
    ({"schac_home_organization": None}, UNKNOWN_SCHOOL),
    ({"schac_home_organization": {}}, UNKNOWN_SCHOOL),
]


@pytest.mark.parametrize(("claims", "why"), UNTRUSTED)
def test_what_is_not_verified_or_not_of_our_schools_opens_nothing(world, client, school, claims, why):
    school.info |= claims
    page = come_back(client)
    assert (page.redirect_chain[-1], statuses(page)) == (("/inloggen", 302), [str(why)])
    assert (client.get("/start").status_code, SocialAccount.objects.count()) == (302, 0)


BROKEN = [
    {"token": {"aud": "another"}},
    {"token": {"iss": "https://another.test"}},
    {"token": {"exp": 1}},
    {"token": {"sub": "s-2"}},
    {"info": {}},
    {"info": []},
    {"info": {"sub": None}},
    {"info": SANNE | {"sub": "s" * 192}},
    {"info": "text"},
    {"fails": NoAnswer("it hangs")},
    {"fails": ValueError("no JSON")},
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_school_that_answers_something_else_lets_nobody_in(world, client, school, broken):
    there = parse_qs(urlsplit(client.get(BEGIN).url).query)
    for name, value in broken.items():
        setattr(school, name, value)
    page = client.get(BACK, {"code": "c", "state": there["state"][0]}, follow=True)
    assert (page.redirect_chain[-1], statuses(page)) == (("/inloggen", 302), [str(DID_NOT_WORK)])
    assert client.get("/start").status_code == 302


def test_a_school_that_does_not_answer_leaves_the_other_ways(world, client, school):
    school.fails = NoAnswer("it hangs")
    page = client.get(BEGIN, follow=True)
    assert (heading(page), statuses(page)) == ("Sign in", [str(DID_NOT_WORK)])


@pytest.mark.parametrize(
    "query", [{}, {"code": "c"}, {"code": "c", "state": "forged"}, {"error": "access_denied", "state": "x"}]
)
def test_nobody_comes_back_who_did_not_go(world, client, school, query):
    page = client.get(BACK, query, follow=True)
    assert (page.redirect_chain[-1], statuses(page)) == (("/inloggen", 302), [str(DID_NOT_WORK)])


def test_who_turns_back_reads_the_ways_in(world, client, school):
    page = come_back(client, error="access_denied")
    assert (heading(page), client.get("/start").status_code) == ("Sign in", 302)


def test_a_state_is_good_for_one_time_and_one_browser(world, client, school):
    there = parse_qs(urlsplit(client.get(BEGIN).url).query)
    query = {"code": "c", "state": there["state"][0]}
    assert statuses(Client(headers={"accept-language": "en"}).get(BACK, query, follow=True)) == [
        str(DID_NOT_WORK)
    ]
    client.get(BACK, query)
    client.post("/uitloggen")
    assert client.get(BACK, query).url == "/inloggen"


@pytest.mark.parametrize("process", ["connect", "redirect", "x"])
def test_nobody_connects_another_account_by_the_way(world, client, school, process):
    client.force_login(world.bram)
    page = come_back(client, f"{BEGIN}?process={process}")
    assert (page.redirect_chain[-1], SocialAccount.objects.count()) == (("/start", 302), 0)
    assert heading(page) == "Your vacancies"


def test_one_goes_to_pages_of_this_site_only(world, client, school):
    assert come_back(client, f"{BEGIN}?next=https://elsewhere.test/").redirect_chain[-1] == ("/start", 302)


@pytest.mark.parametrize("address", ["/inloggen/school/elsewhere", "/inloggen/school/elsewhere/terug"])
def test_a_sign_in_that_is_not_ours_is_not_there(world, client, school, address):
    assert client.get(address).status_code == 404


def test_the_button_is_there_when_a_school_is(world, client, school, settings):
    link = f'href="{BEGIN}?next=%2Fmatches"'
    assert link in client.get("/inloggen?next=/matches").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "SURFconext" not in client.get("/inloggen").content.decode()


def test_one_sees_it_at_one_s_account_and_takes_it_back(world, client, school):
    come_back(client)
    assert "You can sign in with SURFconext." in client.get("/account").content.decode()
    gone = client.post("/account/school/verwijderen", follow=True)
    assert statuses(gone)[-1] == "Your school&#x27;s sign-in is no longer connected."
    assert ("SURFconext" in gone.content.decode(), SocialAccount.objects.count()) == (False, 0)


def test_that_takes_a_recent_sign_in_and_touches_nobody_else_s(world, client, school):
    come_back(Client())
    client.force_login(world.sanne.user)
    assert client.post("/account/school/verwijderen").url.startswith("/account/bevestigen?")
    client.force_login(world.bram)
    prove_second_factor(client, world.bram)
    client.post("/account/school/verwijderen")
    assert SocialAccount.objects.count() == 1


# Whom a school vouches for


def of_another_school(world):
    group = make_group(make_school("Elders College"), name="E1")
    world.sanne.enrolments.create(group=group, started_on="2026-08-01")


MORE = {
    "a company": lambda world: Membership.objects.create(
        user=world.sanne.user, role="company_member", company=world.company
    ),
    "the office": lambda world: Membership.objects.create(user=world.sanne.user, role="region_office"),
    "the platform": lambda world: Membership.objects.create(user=world.sanne.user, role="platform_admin"),
    "another school": of_another_school,
    "no school any more": lambda world: world.sanne.enrolments.update(ended_on="2026-11-01"),
}


@pytest.mark.parametrize("what", MORE)
def test_who_is_more_than_the_school_s_is_not_let_in_by_it(world, client, school, what):
    MORE[what](world)
    page = come_back(client)
    assert (statuses(page), SocialAccount.objects.count()) == ([str(UNKNOWN_PERSON)], 0)


@pytest.mark.parametrize("what", MORE)
def test_nor_who_became_so_after_coming_in_by_it(world, client, school, what):
    come_back(Client())
    MORE[what](world)
    page = come_back(client)
    assert (statuses(page), client.get("/start").status_code) == ([str(MORE_THAN_SCHOOL)], 302)


def test_a_guardian_s_account_is_not_the_school_s(world, client, school):
    guardian = make_guardian(world.sanne).user
    school.info |= {"email": guardian.email}
    assert statuses(come_back(client)) == [str(UNKNOWN_PERSON)]


def test_a_closed_account_stays_closed(world, client, school):
    come_back(Client())
    type(world.bram).objects.filter(pk=world.sanne.user.pk).update(is_active=False)
    come_back(client)
    assert client.get("/start").status_code == 302


def test_a_coordinator_comes_in_and_still_shows_a_second_factor(world, client, school, settings, app_of):
    settings.SECOND_FACTOR_REQUIRED = True
    school.info |= {"sub": "c-1", "email": world.coordinator.email}
    assert heading(come_back(Client(headers={"accept-language": "en"}))) == "One more step"
    app = app_of(world.coordinator)
    page = come_back(client)
    assert page.redirect_chain[-1] == ("/inloggen/tweede-stap", 302)
    assert client.get("/start").status_code == 302
    client.post("/inloggen/tweede-stap", {"code": app.code()})
    assert heading(client.get("/start")) == "Gilde Opleidingen"


def test_nobody_becomes_a_coordinator_by_it(world, client, school):
    school.info |= {"sub": "x", "email": "new@gilde.test"}
    before = Membership.objects.count(), type(world.bram).objects.count()
    come_back(client)
    assert (Membership.objects.count(), type(world.bram).objects.count()) == before


# Who has no account yet


@pytest.fixture
def mila(world):
    return make_student(world.group, first_name="Mila", email="mila@leerling.test")


@pytest.fixture
def as_mila(school, mila):
    """Let the school say that Mila signs in, with her number."""
    number = mila.numbers.get().number
    school.info |= {
        "sub": "m-1",
        "email": "mila@leerling.test",
        "schac_personal_unique_codes": [
            "urn:other:x",
            f"urn:schac:personalUniqueCode:nl:local:gilde:{number}",
        ],
    }
    return school


def code_of(student, kind):
    """Write a personal code as schools do, with the student's number."""
    return f"urn:schac:personalUniqueCode:nl:local:{kind}:{student.numbers.get().number}"


def test_a_code_that_names_a_student_of_this_home_is_one(world, client, as_mila, mila):
    hand_out(world, mila, on_paper=True)
    as_mila.info["schac_personal_unique_codes"] = code_of(mila, "Gilde.example:studentid")
    assert heading(come_back(client)) == "Hello Mila"


def hand_out(world, student, **how):
    """Let the school hand out a claim, by mail or on paper."""
    giving = claiming.hand_out_on_paper if how.get("on_paper") else claiming.hand_out_by_mail
    giving([student], school=world.gilde, by=world.coordinator)


@pytest.mark.parametrize("on_paper", [False, True])
def test_who_was_handed_a_claim_joins_by_it(world, client, as_mila, mila, on_paper):
    hand_out(world, mila, on_paper=on_paper)
    assert heading(come_back(client)) == "Hello Mila"
    mila.refresh_from_db()
    assert (mila.user.email, mila.user.has_usable_password()) == ("mila@leerling.test", False)
    assert list(Invitation.objects.open()) == []
    assert heading(come_back(Client(headers={"accept-language": "en"}))) == "Hello Mila"


NOT_HERS = {
    "no claim": lambda world, mila, school: None,
    "an address that is not verified": lambda world, mila, school: (
        hand_out(world, mila),
        school.info.update(email_verified=False),
    ),
    "another address": lambda world, mila, school: (
        hand_out(world, mila),
        school.info.update(email="other@leerling.test"),
    ),
    "on paper, another number": lambda world, mila, school: (
        hand_out(world, mila, on_paper=True),
        school.info.update(schac_personal_unique_codes="0"),
    ),
    "on paper, her number as that of an employee": lambda world, mila, school: (
        hand_out(world, mila, on_paper=True),
        school.info.update(schac_personal_unique_codes=code_of(mila, "gilde.example:employeeid")),
    ),
    "on paper, her number at another home": lambda world, mila, school: (
        hand_out(world, mila, on_paper=True),
        school.info.update(schac_personal_unique_codes=code_of(mila, "elders.example:studentid")),
    ),
    "a claim of another school": lambda world, mila, school: (
        hand_out(world, mila),
        Invitation.objects.update(school=make_school("Elders College")),
    ),
    "a claim that was taken back": lambda world, mila, school: (
        hand_out(world, mila),
        Invitation.objects.update(revoked_at=timezone.now()),
    ),
    "two students with that address": lambda world, mila, school: (
        hand_out(world, mila),
        hand_out(world, make_student(world.group, email=mila.email)),
    ),
    "an account that is there": lambda world, mila, school: (
        hand_out(world, mila),
        make_user(mila.email),
    ),
}


@pytest.mark.parametrize("what", NOT_HERS)
def test_nobody_joins_by_less(world, client, as_mila, mila, what):
    NOT_HERS[what](world, mila, as_mila)
    before = type(world.bram).objects.count()
    assert statuses(come_back(client)) == [str(UNKNOWN_PERSON)]
    mila.refresh_from_db()
    assert (mila.user, type(world.bram).objects.count()) == (None, before)


def test_an_invitation_to_a_role_is_not_taken_up_by_it(world, client, school):
    inviting.invite(
        "new@gilde.test", role=Membership.Role.SCHOOL_COORDINATOR, school=world.gilde, by=world.coordinator
    )
    school.info |= {"sub": "x", "email": "new@gilde.test"}
    assert statuses(come_back(client)) == [str(UNKNOWN_PERSON)]
    assert Invitation.objects.open().count() == 1
