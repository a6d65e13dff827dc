"""Applications on pages: applying, answering, taking back, and whom a company then knows by name."""

from datetime import date

import pytest

from placements.answering import accept, decline, withdraw
from placements.applying import apply, invite
from placements.models import Application
from profiles.models import ProfileView, Student, StudentSkill
from profiles.sharing import choose_visibility
from tests.web.reading import heading, headings, statuses
from tests.world import make_noor, make_student, make_user, make_visible


@pytest.fixture
def invited(world) -> Application:
    return invite(make_visible(world.sanne), world.vacancy, by=world.bram)


def act(client, application, verb):
    return client.post(f"/applications/{application.uuid}/{verb}", follow=True)


def test_a_student_applies_from_the_vacancy(world, signed_in):
    client, path = signed_in(world.sanne.user), f"/vacancies/{world.vacancy.uuid}"
    assert "Maasland Metaal sees your name and your profile at once" in client.get(path).content.decode()
    page = client.post(f"{path}/apply", follow=True)
    assert (heading(page), headings(page)) == ("My applications", ["Stagiair lasser"])
    assert statuses(page)[0] == "You applied. Maasland Metaal can answer until 4 Dec 2026."
    after = client.get(path).content.decode()
    assert ("waiting for an answer" in after, f"{path}/apply" in after) == (True, False)


def test_who_applied_already_hears_so(world, signed_in):
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    page = signed_in(world.sanne.user).post(f"/vacancies/{world.vacancy.uuid}/apply", follow=True)
    assert statuses(page)[0] == "There is an application for this vacancy already."


def test_who_is_too_young_hears_who_must_agree(world, signed_in):
    noor = make_noor(world.group)
    page = signed_in(noor.user).post(f"/vacancies/{world.vacancy.uuid}/apply", follow=True)
    assert statuses(page)[0] == "A parent or guardian must agree first."


def test_a_closed_vacancy_has_no_button(world, signed_in):
    apply(world.sanne, world.vacancy, by=world.sanne.user)
    type(world.vacancy).objects.update(status="closed")
    assert signed_in(world.sanne.user).get(f"/vacancies/{world.vacancy.uuid}").status_code == 404


@pytest.mark.parametrize(
    ("verb", "said", "sees_name"), [("accept", "You said yes.", True), ("decline", "You said no.", False)]
)
def test_a_student_answers_an_invitation(world, signed_in, invited, verb, said, sees_name):
    client = signed_in(world.sanne.user)
    asked = client.get("/applications")
    assert "If you say yes, Maasland Metaal sees your name and your profile." in asked.content.decode()
    assert statuses(act(client, invited, verb))[0] == said
    assert Student.objects.named_to([world.company.pk]).exists() is sees_name


def test_a_company_answers_an_application(world, signed_in):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    page = act(signed_in(world.bram), asked, "talk")
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by, headings(page)) == (
        "in_conversation",
        world.bram,
        ["Sanne Peeters"],
    )


def test_a_company_offers_a_place_and_the_student_takes_it(world, signed_in):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    bram, path = signed_in(world.bram), f"/applications/{asked.uuid}/offer"
    form = bram.get(path).context["form"]
    assert (form["start"].value(), form["end"].value()) == ("01-02-2027", "02-07-2027")
    wrong = bram.post(path, {"start": "01-03-2027", "end": "01-02-2027", "weekdays": ["1"]})
    assert "The last day comes before the first." in wrong.content.decode()
    page = bram.post(path, {"start": "01-02-2027", "end": "02-07-2027", "weekdays": ["1", "2"]}, follow=True)
    assert statuses(page)[0] == "The place is offered."
    sanne = signed_in(world.sanne.user)
    assert "1 Feb 2027 – 2 Jul 2027" in sanne.get("/applications").content.decode()
    act(sanne, asked, "accept")
    asked.refresh_from_db()
    assert (asked.state, asked.placement.weekdays) == ("accepted", [1, 2])


def test_a_company_says_why_it_says_no(world, signed_in):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    bram, path = signed_in(world.bram), f"/applications/{asked.uuid}/decline"
    assert bram.get(path).status_code == 200
    assert bram.post(path, {"reason": "too_far"}).context["form"].errors
    page = bram.post(path, {"reason": "no_supervisor"}, follow=True)
    assert statuses(page)[0] == "You said no."
    assert asked.steps.last().reason == "no_supervisor"
    later = bram.get(path, follow=True)
    assert statuses(later)[0] == "This was answered, withdrawn or left unanswered before."


def test_who_waits_reads_the_place_in_the_queue(world, signed_in):
    type(world.vacancy).objects.update(seats_taken=1)
    page = signed_in(world.sanne.user).post(f"/vacancies/{world.vacancy.uuid}/apply", follow=True)
    assert statuses(page)[0] == "You are on the waiting list of this vacancy."
    assert "Number 1 on the waiting list." in page.content.decode()


def test_whoever_asked_does_not_answer(world, signed_in, invited):
    assert act(signed_in(world.bram), invited, "accept").status_code == 403
    page = act(signed_in(world.bram), invited, "decline")
    assert statuses(page)[0] == "Now it is up to the other side, or this comes later."


def test_an_answer_too_late_hears_so(world, signed_in, invited):
    Application.objects.update(answer_by=date(2026, 11, 20))
    page = act(signed_in(world.sanne.user), invited, "accept")
    assert statuses(page)[0] == "This was answered, withdrawn or left unanswered before."
    (row,) = page.context["rows"]
    assert (row.status, row.buttons) == ("not answered in time", ())


@pytest.mark.parametrize(
    ("end", "reader", "buttons"),
    [
        (None, "sanne", ["accept", "decline"]),
        (None, "bram", ["withdraw"]),
        (accept, "sanne", ["withdraw"]),
        (accept, "bram", ["offer", "decline"]),
        (decline, "sanne", []),
        (decline, "bram", []),
    ],
)
def test_one_finds_what_one_may_do_now(world, signed_in, invited, end, reader, buttons):
    if end:
        end(invited, by=world.sanne.user)
    user = world.sanne.user if reader == "sanne" else world.bram
    (row,) = signed_in(user).get("/applications").context["rows"]
    assert [button.verb for button in row.buttons] == buttons


def test_a_company_opens_who_is_behind_an_application_and_the_student_sees_that(world, signed_in):
    StudentSkill.objects.create(student=world.sanne, text="vuurspuwen", command=3)
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    page = signed_in(world.bram).get(f"/applications/{asked.uuid}")
    assert (heading(page), page.context["skills"]) == (
        "Sanne Peeters",
        [("welding", "can do it"), ("vuurspuwen", "helps others with it")],
    )
    hidden = ["2008", "17 May", world.sanne.user.email, world.sanne.numbers.get().number, "Gilde", "6001"]
    assert [each for each in hidden if each in page.content.decode()] == []
    (view,) = ProfileView.objects.visible_to(world.sanne.user)
    assert (view.stage, view.user) == ("name", world.bram)


def test_a_page_loses_the_name_with_taking_back(world, signed_in):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    client, path = signed_in(world.bram), f"/applications/{asked.uuid}"
    before = client.get(path).content.decode()
    withdraw(asked, by=world.sanne.user)
    after = client.get(path).content.decode()
    assert ("Sanne Peeters" in before, "Sanne" in after) == (True, False)
    assert "Sanne" not in client.get("/applications").content.decode()


def test_contact_with_a_minor_is_marked_to_run_through_the_school(world, signed_in):
    noor = make_noor(world.group)
    guardianship = noor.guardianships.get()
    choose_visibility(noor, "named", by=guardianship.user)
    asked = apply(noor, world.vacancy, by=noor.user)
    client = signed_in(world.bram)
    pages = [client.get(each).content.decode() for each in ("/applications", f"/applications/{asked.uuid}")]
    assert ["Contact with this student runs through the school." in page for page in pages] == [True, True]


def test_nobody_finds_the_applications_of_others(world, signed_in):
    asked = apply(world.sanne, world.vacancy, by=world.sanne.user)
    other = make_student(None, user=make_user("other@leerling.test"))
    client = signed_in(other.user)
    assert client.get("/applications").context["rows"] == []
    assert act(client, asked, "withdraw").status_code == 404
