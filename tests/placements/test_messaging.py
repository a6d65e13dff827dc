"""Writing to each other: when, by whom, through the school, and who reads what."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from placements import messaging
from placements.answering import accept, withdraw
from placements.applying import apply, invite
from placements.messaging import NoMessages, mark_read, thread, unread, write
from placements.models import Application, Message
from profiles.limiting import TooOften
from profiles.models import Notification, Student
from profiles.reading.values import BadValue
from profiles.sharing import choose_visibility, withdraw_name
from tests.world import make_guardian, make_student, make_user, make_visible


@pytest.fixture
def applied(world) -> Application:
    return apply(world.sanne, world.vacancy, by=world.sanne.user)


@pytest.fixture
def of_noor(world) -> Application:
    """Noor is fifteen; her guardian agreed that those whom she answers see the name."""
    user = make_user("noor@leerling.test")
    noor = make_student(world.group, first_name="Noor", birth_date=date(2011, 5, 17), user=user)
    make_guardian(noor, answer=Student.Visibility.NAMED)
    return apply(noor, world.vacancy, by=user)


def said(application: Application, reader) -> list[tuple[str, str]]:
    return [(each.side, each.text) for each in thread(application, by=reader)]


def told(kind: str = "message") -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def test_both_sides_write_and_read(world, applied):
    write(applied, "Can I come and look?", by=world.sanne.user)
    write(applied, "Monday at nine.", by=world.bram)
    both = [("student", "Can I come and look?"), ("company", "Monday at nine.")]
    assert said(applied, world.sanne.user) == said(applied, world.bram) == both


@pytest.mark.parametrize("who", ["coordinator", "admin", "region_officer", "stranger"])
def test_nobody_else_reads_or_writes(world, applied, who):
    user = getattr(world, who)
    for act in (
        lambda: thread(applied, by=user),
        lambda: write(applied, "x", by=user),
        lambda: mark_read(applied, by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_invitation_has_no_words_until_the_name_is_shown(world):
    invited = invite(make_visible(world.sanne), world.vacancy, by=world.bram)
    with pytest.raises(NoMessages):
        write(invited, "Who are you?", by=world.sanne.user)
    with pytest.raises(PermissionDenied):
        write(invited, "Who are you?", by=world.bram)
    accept(invited, by=world.sanne.user)
    write(invited, "Welcome.", by=world.bram)
    assert said(invited, world.bram) == [("company", "Welcome.")]


def test_what_waits_in_the_queue_was_not_sent(world):
    type(world.vacancy).objects.update(seats_taken=1)
    queued = apply(world.sanne, world.vacancy, by=world.sanne.user)
    with pytest.raises(NoMessages):
        write(queued, "Any news?", by=world.sanne.user)


def test_with_the_name_the_words_go(world, applied):
    write(applied, "My number is 06 1234", by=world.sanne.user)
    withdraw_name(world.sanne, world.company, by=world.sanne.user)
    with pytest.raises(PermissionDenied):
        thread(applied, by=world.bram)
    assert len(said(applied, world.sanne.user)) == 1


def test_what_has_ended_is_read_by_the_student_alone(world, applied):
    write(applied, "Thank you.", by=world.bram)
    withdraw(applied, by=world.sanne.user)
    with pytest.raises(NoMessages):
        write(applied, "One more thing", by=world.sanne.user)
    with pytest.raises(PermissionDenied):
        write(applied, "Why?", by=world.bram)
    assert said(applied, world.sanne.user) == [("company", "Thank you.")]


def test_contact_with_a_minor_runs_through_the_school(world, of_noor):
    noor, guardian = of_noor.student.user, of_noor.student.guardianships.get().user
    write(of_noor, "When can Noor come?", by=world.bram)
    assert told() == {noor.email, guardian.email, world.coordinator.email}
    for reads_along in (noor, guardian):
        with pytest.raises(PermissionDenied):
            write(of_noor, "On Monday", by=reads_along)
        assert said(of_noor, reads_along) == [("company", "When can Noor come?")]
        assert unread(of_noor, by=reads_along) == 0
    write(of_noor, "On Monday", by=world.coordinator)
    assert said(of_noor, world.bram)[1:] == [("school", "On Monday")]
    other = make_user("other@elders.test", role="school_coordinator", school=world.gilde)
    assert len(said(of_noor, other)) == 2


def test_everybody_who_reads_is_told_but_the_writer_and_nobody_what(world, applied):
    write(applied, "cnry-in-a-message", by=world.sanne.user)
    assert told() == {world.bram.email}
    row = Notification.objects.get(kind="message")
    assert "cnry" not in str([row.context, row.event, row.about])


def test_reading_is_said_by_the_side_that_was_written_to(world, applied):
    write(applied, "one", by=world.sanne.user)
    write(applied, "two", by=world.sanne.user)
    assert (unread(applied, by=world.bram), unread(applied, by=world.sanne.user)) == (2, 0)
    assert mark_read(applied, by=world.sanne.user) == 0
    assert mark_read(applied, by=world.bram) == 2
    assert unread(applied, by=world.bram) == 0
    write(applied, "three", by=world.sanne.user)
    write(applied, "answer", by=world.bram)
    assert (unread(applied, by=world.bram), unread(applied, by=world.sanne.user)) == (0, 1)


def test_text_is_cleaned_line_by_line(world, applied):
    message = write(applied, "  one \u202e  two\r\n\r\nthree\u200b ", by=world.bram)
    assert message.text == "one two\n\nthree"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" \n\u200b", "empty"), ("x" * 2001, "too_long"), ("bsn 111222333", "citizen_number")],
)
def test_what_cannot_be_sent_is_refused(world, applied, text, code):
    with pytest.raises(BadValue) as refused:
        write(applied, text, by=world.bram)
    assert refused.value.code == code
    assert not Message.objects.exists()


def test_nobody_writes_without_end(world, applied, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"messages": "2/hour"}
    for _ in range(2):
        write(applied, "again", by=world.bram)
    with pytest.raises(TooOften):
        write(applied, "again", by=world.bram)
    assert messaging.MESSAGES.name == "messages"


def test_messages_go_with_the_application(world, applied):
    write(applied, "x", by=world.bram)
    applied.delete()
    assert not Message.objects.exists()


def test_hiding_from_everybody_ends_the_conversation(world, applied):
    choose_visibility(world.sanne, Student.Visibility.HIDDEN, by=world.sanne.user)
    write(applied, "still shown by the application itself", by=world.bram)
    withdraw_name(world.sanne, world.company, by=world.sanne.user)
    with pytest.raises(PermissionDenied):
        write(applied, "x", by=world.bram)
