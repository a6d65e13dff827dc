"""A link in a mail answers for whom it is, without signing in: once, in time, and when the form is sent."""

from datetime import date

import pytest
from django.core import signing
from django.test import Client

from placements import answering, mail_links
from placements.answering import talk, withdraw
from placements.applying import apply, invite
from placements.models import Application, Placement
from placements.reasons import Reason
from profiles import access_log, limiting
from profiles.models import AccessRecord, Company, Membership, Notification, User
from tests.placements.playing import at, offered
from tests.races import race
from tests.web.reading import heading
from tests.world import make_noor, make_user, make_visible

State = Application.State


def path(application: Application, user: User) -> str:
    """Give the path of the link that asks this user about the last step."""
    number = application.steps.latest("number").number
    return f"/antwoord/{mail_links.token(application, user, number)}"


def state(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def applied(world):
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def invited(world):
    return invite(make_visible(world.sanne), world.vacancy, by=world.bram)


def test_opening_it_shows_what_is_asked_and_changes_nothing(world, browser, applied):
    before = list(Application.objects.values()), Notification.objects.count()
    for ask in (browser.get, browser.head, browser.get):
        answer = ask(path(applied, world.bram))
        assert answer.status_code == 200
    text = answer.content.decode()
    assert heading(answer) == "A student waits for your answer"
    assert ("Stagiair lasser" in text, "Answer by 4 Dec 2026" in text) == (True, True)
    assert ("Sanne" in text, "Peeters" in text) == (False, False)
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("strict-origin", "no-store")
    assert (list(Application.objects.values()), Notification.objects.count()) == before


@pytest.mark.parametrize(
    ("sent", "expected", "by"),
    [
        ({"answer": "yes"}, State.IN_CONVERSATION, "bram"),
        ({"answer": "no", "reason": Reason.NO_SUPERVISOR}, State.DECLINED, "bram"),
    ],
)
def test_a_company_answers(world, browser, applied, sent, expected, by):
    answer = browser.post(path(applied, world.bram), sent)
    assert (answer.status_code, heading(answer)) == (200, "Thank you for your answer")
    last = applied.steps.latest("number")
    assert (state(applied), last.by, last.reason) == (expected, world.bram, sent.get("reason", ""))


@pytest.mark.parametrize(
    "sent",
    [{}, {"answer": "maybe"}, {"answer": "no"}, {"answer": "no", "reason": Reason.TOO_FAR}],
)
def test_a_company_s_half_answer_comes_back(world, browser, applied, sent):
    answer = browser.post(path(applied, world.bram), sent)
    assert (answer.status_code, state(applied)) == (200, State.REQUESTED)
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize(("sent", "expected"), [("yes", State.IN_CONVERSATION), ("no", State.DECLINED)])
def test_a_student_answers_an_invitation(world, browser, invited, sent, expected):
    assert heading(browser.get(path(invited, world.sanne.user))) == "Maasland Metaal invites you"
    answer = browser.post(path(invited, world.sanne.user), {"answer": sent})
    assert (answer.status_code, state(invited)) == (200, expected)


def test_a_student_takes_an_offered_place(world, browser):
    application = offered(world)
    link = path(application, world.sanne.user)
    assert heading(browser.get(link)) == "Maasland Metaal offers you a place"
    assert "the place is yours" in browser.post(link, {"answer": "yes"}).content.decode()
    assert Placement.objects.filter(student=world.sanne).count() == 1


def test_it_answers_once(world, browser, invited):
    link = path(invited, world.sanne.user)
    browser.post(link, {"answer": "yes"})
    for answer in (browser.get(link), browser.post(link, {"answer": "no"})):
        assert (answer.status_code, heading(answer)) == (410, "You cannot answer here")
        assert "answered already" in answer.content.decode()
    assert state(invited) == State.IN_CONVERSATION


def test_it_does_not_answer_what_came_after(world, browser, applied):
    link = path(applied, world.bram)
    talk(applied, by=world.bram)
    answer = browser.post(link, {"answer": "no", "reason": Reason.NO_SUPERVISOR})
    assert (answer.status_code, state(applied)) == (410, State.IN_CONVERSATION)


@pytest.mark.parametrize("is_swept", [True, False])
def test_after_the_term_it_is_over(world, browser, applied, is_swept):
    link = path(applied, world.bram)
    with at(date(2026, 12, 4)):
        assert browser.get(link).status_code == 200
    with at(date(2026, 12, 5)):
        if is_swept:
            answering.end_overdue(Application.objects.all())
        answer = browser.post(link, {"answer": "yes"})
    assert (answer.status_code, "The term to answer is over." in answer.content.decode()) == (410, True)


def test_who_left_the_company_cannot_answer(world, browser, applied):
    gone = make_user("gone@maasland.test", role=Membership.Role.COMPANY_MEMBER, company=world.company)
    link = path(applied, gone)
    assert browser.get(link).status_code == 200
    gone.memberships.all().delete()
    answer = browser.post(link, {"answer": "yes"})
    assert (answer.status_code, state(applied)) == (410, State.REQUESTED)
    assert "you do not work there now" in answer.content.decode()


def test_who_is_suspended_cannot_answer(world, browser, applied):
    User.objects.filter(pk=world.bram.pk).update(is_active=False)
    answer = browser.post(path(applied, world.bram), {"answer": "yes"})
    assert (answer.status_code, state(applied)) == (410, State.REQUESTED)
    assert "closed at the moment" in answer.content.decode()


def test_a_company_that_is_no_longer_approved_cannot_answer(world, browser, applied):
    link = path(applied, world.bram)
    Company.objects.filter(pk=world.company.pk).update(verified_at=None)
    assert (browser.get(link).status_code, state(applied)) == (410, State.REQUESTED)


def test_a_link_for_another_side_answers_nothing(world, browser, applied):
    for other in (world.sanne.user, world.coordinator, world.stranger):
        answer = browser.post(path(applied, other), {"answer": "yes"})
        assert (answer.status_code, state(applied)) == (410, State.REQUESTED)


def test_what_the_student_took_back_is_not_there_to_answer(world, browser, applied):
    link = path(applied, world.bram)
    withdraw(applied, by=world.sanne.user)
    assert browser.get(link).status_code == 410


def test_a_forged_link_is_not_there_and_is_counted(world, browser, applied, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"links": "3/hour"}
    ids = [applied.uuid.hex, world.bram.uuid.hex, 1]
    forged = [signing.dumps(ids), signing.dumps(ids, salt="x"), path(applied, world.bram)[10:-2]]
    for token in forged:
        assert browser.get(f"/antwoord/{token}").status_code == 404
    assert browser.get("/antwoord/x").status_code == 429
    limiting.forget_all()


def test_what_was_erased_is_not_there(world, browser, applied):
    link = path(applied, world.bram)
    applied.delete()
    assert browser.get(link).status_code == 404


def test_a_rule_that_stands_in_the_way_is_told(world, browser):
    noor = make_noor(world.group)
    application = invite(noor, world.vacancy, by=world.bram)
    answer = browser.post(path(application, noor.user), {"answer": "yes"})
    assert (answer.status_code, state(application)) == (409, State.REQUESTED)
    assert "A parent or guardian must agree first." in answer.content.decode()


def test_it_is_logged_as_the_one_it_is_for_whoever_is_signed_in(world, signed_in, applied):
    other = signed_in(world.stranger)
    other.get(path(applied, world.bram))
    other.post(path(applied, world.bram), {"answer": "yes"})
    access_log.buffer.flush()
    rows = AccessRecord.objects.filter(act__endswith="answer-by-mail").order_by("pk")
    assert list(rows.values_list("act", "actor", "via", "subject", "organisation")) == [
        (f"{method} answer-by-mail", world.bram.uuid, "link", world.sanne.uuid, world.company.uuid)
        for method in ("GET", "POST")
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(world, tmp_path, applied):
    link = path(applied, world.bram)
    acts = [
        lambda: Client().post(link, {"answer": "yes"}).status_code,
        lambda: Client().post(link, {"answer": "no", "reason": "no_supervisor"}).status_code,
    ]
    with race(tmp_path) as together:
        assert sorted(together(acts * 2)) == [200, 410, 410, 410]
