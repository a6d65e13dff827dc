"""Proposing on pages: what a coordinator reads beforehand, what then happens, and who does not find it."""

from datetime import date

import pytest

from placements.applying import propose
from placements.models import Application
from profiles.models import Establishment, Recognition
from tests.web.reading import headings, statuses
from tests.world import TODAY, make_noor, make_student


@pytest.fixture
def path(world) -> str:
    """Give the page of the vacancy beside Sanne; its company is recognised for what she learns."""
    Establishment.objects.update(recognitions_checked_on=TODAY)
    Recognition.objects.create(establishment=world.establishment, crebo="25102", valid_from=TODAY)
    return f"/students/{world.sanne.uuid}/vacancies/{world.vacancy.uuid}"


def test_a_coordinator_proposes_from_what_suits_and_takes_it_back(world, signed_in, path):
    client = signed_in(world.coordinator)
    assert f'href="{path}#propose"' in client.get(f"/students/{world.sanne.uuid}/matches").content.decode()
    before = client.get(path).content.decode()
    assert "Sanne reads your proposal and can confirm it until 25 Nov 2026." in before
    assert "Once Sanne confirms, Maasland Metaal sees the name and the profile, and answers." in before
    page = client.post(f"{path}/propose", follow=True)
    assert statuses(page)[0] == "Proposed. Sanne can confirm until 25 Nov 2026."
    assert headings(page)[0] == "Applications and invitations"
    text = page.content.decode()
    assert ("Waits for the student, until 25 Nov 2026." in text, "#propose" in text) == (True, False)
    (proposal,) = Application.objects.all()
    back = client.post(f"/applications/{proposal.uuid}/withdraw", follow=True)
    proposal.refresh_from_db()
    assert (statuses(back)[0], proposal.state, proposal.sent_at) == ("It is taken back.", "withdrawn", None)


def test_what_is_asked_already_has_no_button(world, signed_in, path):
    propose(world.sanne, world.vacancy, by=world.coordinator)
    client = signed_in(world.coordinator)
    assert f"{path}/propose" not in client.get(path).content.decode()
    page = client.post(f"{path}/propose", follow=True)
    assert statuses(page)[0] == "There is an application for this vacancy already."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seats_taken": 1}, "All places are taken."),
        ({"kind": "side_job"}, "A rule excludes this student here; the vacancy&#x27;s match says which."),
    ],
)
def test_what_is_in_the_way_is_said_beforehand(world, signed_in, path, change, said):
    type(world.vacancy).objects.update(**change)
    page = signed_in(world.coordinator).get(path).content.decode()
    assert (said in page, f"{path}/propose" in page) == (True, False)


def test_who_has_no_account_is_let_in_first(world, signed_in, path):
    mate = make_student(world.group)
    page = signed_in(world.coordinator).get(path.replace(str(world.sanne.uuid), str(mate.uuid)))
    text = page.content.decode()
    assert "The student has not taken over the profile yet, and so cannot confirm." in text
    assert f"/classes/{world.group.uuid}/claim-links" in text


def test_a_minor_is_proposed_through_the_school(world, signed_in, path):
    noor = make_noor(world.group)
    page = signed_in(world.coordinator).get(path.replace(str(world.sanne.uuid), str(noor.uuid)))
    assert "Contact with this student runs through the school." in page.content.decode()


@pytest.mark.parametrize("reader", ["sanne", "admin"])
def test_nobody_else_finds_the_button(world, signed_in, path, reader):
    user = world.sanne.user if reader == "sanne" else world.admin
    client = signed_in(user)
    assert "propose" not in client.get(path).content.decode()
    assert client.post(f"{path}/propose").status_code == 404


def test_the_term_is_counted_in_school_days(world, signed_in, path):
    signed_in(world.coordinator).post(f"{path}/propose")
    assert Application.objects.get().answer_by == date(2026, 11, 25)
