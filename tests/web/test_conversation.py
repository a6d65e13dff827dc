"""The page of an application for each of its sides, and writing on it."""

from datetime import date

import pytest

from placements.applying import apply, invite
from placements.messaging import write
from placements.models import Application, Step
from placements.steps import MOVES
from tests.web.reading import heading, headings
from tests.world import make_guardian, make_student, make_user, make_visible
from web.application_story import SAID


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def of_noor(world) -> Application:
    """Noor is fifteen, and her guardian lets those whom she answers see the name."""
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor)
    return apply(noor, world.vacancy, by=user)


def path(application: Application) -> str:
    return f"/applications/{application.uuid}"


def test_both_sides_write_on_the_page(world, signed_in, applied):
    sanne, bram = signed_in(world.sanne.user), signed_in(world.bram)
    page = sanne.post(f"{path(applied)}/messages", {"text": "Can I come\nand look?"}, follow=True)
    assert (page.status_code, heading(page)) == (200, "Stagiair lasser")
    page = bram.get(path(applied))
    assert "Can I come<br>and look?" in page.content.decode()
    assert (heading(page), page.context["conversation"].new_count) == ("Sanne Peeters", 1)
    page = bram.post(f"{path(applied)}/messages/read", follow=True)
    assert page.context["conversation"].new_count == 0
    (line,) = sanne.get(path(applied)).context["conversation"].lines
    assert (line.who, line.is_own, line.is_seen) == ("You", True, True)


@pytest.mark.parametrize(
    ("text", "said"), [("", "Write something first."), ("bsn 111222333", "Holds a citizen service number")]
)
def test_what_cannot_be_sent_comes_back_with_the_reason(world, signed_in, applied, text, said):
    page = signed_in(world.bram).post(f"{path(applied)}/messages", {"text": text})
    assert (page.status_code, said in page.content.decode()) == (200, True)
    assert not applied.messages.exists()


def test_what_somebody_writes_is_text_and_no_markup(world, signed_in, applied):
    write(applied, "<script>alert(1)</script>", by=world.sanne.user)
    assert "<script>alert" not in signed_in(world.bram).get(path(applied)).content.decode()


def test_a_company_reads_its_half_of_an_invitation_without_a_name(world, signed_in):
    invited = invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    page = signed_in(world.bram).get(path(invited))
    assert ("Sanne" in page.content.decode(), page.context["conversation"]) == (False, None)
    assert headings(page) == ["Invitation", "What happened"]


def test_the_school_writes_for_a_minor_and_others_read_along(world, signed_in, of_noor):
    write(of_noor, "When can Noor come?", by=world.bram)
    school = signed_in(world.coordinator)
    assert path(of_noor) in school.get(f"/students/{of_noor.student.uuid}/matches").content.decode()
    school.post(f"{path(of_noor)}/messages", {"text": "On Monday."})
    guardian = of_noor.student.guardianships.get().user
    assert path(of_noor) in signed_in(guardian).get(f"/children/{of_noor.student.uuid}").content.decode()
    for reader, writes in ((world.bram, True), (world.coordinator, True), (guardian, False)):
        told = signed_in(reader).get(path(of_noor)).context["conversation"]
        assert [line.text for line in told.lines] == ["When can Noor come?", "On Monday."]
        assert (told.form is not None) is writes


def test_the_school_of_an_adult_sees_how_it_stands_and_reads_nothing(world, signed_in, applied):
    write(applied, "cnry-between-us", by=world.bram)
    page = signed_in(world.coordinator).get(path(applied))
    assert (page.status_code, page.context["conversation"]) == (200, None)
    assert ("cnry-between-us" in page.content.decode(), heading(page)) == (False, "Sanne Peeters")


def test_every_step_of_the_state_table_is_told():
    taken = {(move.after, move.side) for move in MOVES}
    assert taken <= set(SAID)
    assert {side for _state, side in SAID} == set(Step.Side)
