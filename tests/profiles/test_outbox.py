"""The outbox sends each mail once, tries again what failed, and lets no mail wait for another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from profiles import forgetting, mailing, notifying, outbox
from profiles.models import Notification, User
from profiles.notifying import Kind, Way
from profiles.retaining import retain
from tests.races import race
from tests.telling import GONE, files_in, known_events


@pytest.fixture(autouse=True)
def events():
    with known_events():
        yield


@pytest.fixture
def folder(settings, tmp_path):
    """Mail goes into files."""
    settings.EMAIL_BACKEND = "profiles.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def tell(user, name="x", kind=Kind.REQUEST):
    """Tell something of its own, and give the row."""
    notifying.tell([user], f"happened-{kind}", uuid4(), context={"name": name})
    return Notification.objects.filter(user=user).latest("pk")


def later(**period):
    """Let what waits have waited for so long."""
    for row in Notification.objects.open():
        row.due_at -= timedelta(**period)
        row.save(update_fields=["due_at"])


def test_a_mail_goes_once_in_the_reader_s_language(world, settings):
    world.bram.language = "en"
    world.bram.save()
    row = tell(world.bram, "one")
    assert (outbox.sweep(), outbox.sweep()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([world.bram.email], "Happened: one")
    assert sent.body == (
        "It happened to one. http://127.0.0.1:8000/one\n\n"
        "Stagepoort sends this mail by itself. You cannot answer it.\n"
        "Choose here what you get by mail:\nhttp://127.0.0.1:8000/account/meldingen\n"
    )
    assert sent.message()["Message-ID"] == f"<{row.uuid}@127.0.0.1>"
    row.refresh_from_db()
    assert (row.sent_at, row.attempts) == (row.done_at, 1)


def test_daily_mails_hold_all_of_a_day_and_no_more(world):
    notifying.choose(world.bram, Kind.REQUEST, Way.DIGEST)
    for name in ("one", "two"):
        tell(world.bram, name)
    assert outbox.sweep() == 0
    later(days=1)
    three = tell(world.bram, "three")
    assert outbox.sweep() == 1
    (sent,) = mail.outbox
    assert sent.subject == "2 berichten van Stagepoort"
    assert sent.body.startswith(
        "* Happened: one\n\nIt happened to one. http://127.0.0.1:8000/one\n\n"
        "* Happened: two\n\nIt happened to two. http://127.0.0.1:8000/two\n\n"
    )
    assert list(Notification.objects.open()) == [three]


def test_a_daily_mail_that_failed_goes_again_as_it_was(world, folder, monkeypatch):
    notifying.choose(world.bram, Kind.REQUEST, Way.DIGEST)
    first = tell(world.bram, "one")
    later(days=1)
    with monkeypatch.context() as broken:
        broken.setattr(mailing, "send_as", lambda *args: 1 / 0)
        assert outbox.sweep() == 0
    tell(world.bram, "two")
    later(days=1)
    assert outbox.sweep() == 2
    assert len(files_in(folder)) == 2
    assert "Happened: two" not in files_in(folder)[str(first.uuid)]


def test_who_dies_while_sending_leaves_it_to_another(world, folder, settings, monkeypatch):
    row = tell(world.bram)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_try", lambda leader, server: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            outbox.sweep()
    assert outbox.sweep() == 0
    later(seconds=settings.OUTBOX_LEASE_SECONDS + 1)
    assert outbox.sweep() == 1
    assert set(files_in(folder)) == {str(row.uuid)}


def test_what_was_sent_but_not_marked_goes_over_itself(world, folder):
    row = tell(world.bram)
    leader = outbox._claim(timezone.now())
    with outbox.get_connection() as files:
        outbox._send(leader, [leader], files)
    later(days=1)
    assert outbox.sweep() == 1
    assert set(files_in(folder)) == {str(row.uuid)}


def test_poison_keeps_nobody_waiting(world, monkeypatch, caplog):
    bad, good = tell(world.bram, "bad"), tell(world.coordinator, "good")
    send = mailing.send_as
    monkeypatch.setattr(
        mailing,
        "send_as",
        lambda name, *args: 1 / 0 if name == bad.uuid else send(name, *args),
    )
    assert outbox.sweep() == 1
    assert [each.subject for each in mail.outbox] == ["Happened: good"]
    assert [record.message for record in caplog.records] == [f"notification {bad.uuid} could not be sent"]
    good.refresh_from_db()
    assert good.sent_at
    waits = []
    for _ in range(3):
        bad.refresh_from_db()
        waits.append(round((bad.due_at - timezone.now()).total_seconds() / 60))
        later(hours=7)
        outbox.sweep()
    assert waits == [1, 2, 4]
    assert outbox.wait_after(1_000) == outbox.LONGEST_WAIT


def test_a_server_that_is_away_is_left_alone_for_a_while(world, monkeypatch, caplog):
    tried = []

    def away(name, *args):
        tried.append(name)
        raise ConnectionRefusedError

    monkeypatch.setattr(mailing, "send_as", away)
    for number in range(outbox.FAILURES + 3):
        tell(world.bram, str(number))
    assert outbox.sweep() == 0
    assert len(tried) == outbox.FAILURES
    assert len(caplog.records) == outbox.FAILURES


def test_a_database_that_is_away_is_told_to_the_caller(world, monkeypatch):
    tell(world.bram)

    def away(*args):
        raise OperationalError

    monkeypatch.setattr(outbox, "_claim", away)
    with pytest.raises(OperationalError):
        outbox.sweep()


def test_of_what_is_gone_nothing_is_sent(world):
    row = tell(world.bram, GONE)
    assert outbox.sweep() == 0
    row.refresh_from_db()
    assert (row.sent_at, row.done_at is None, mail.outbox) == (None, False, [])


def test_who_may_not_sign_in_gets_no_mail(world):
    tell(world.bram)
    User.objects.filter(pk=world.bram.pk).update(is_active=False)
    assert (outbox.sweep(), Notification.objects.open().count(), mail.outbox) == (0, 0, [])


def test_who_switched_it_off_meanwhile_gets_no_mail(world):
    tell(world.bram)
    notifying.choose(world.bram, Kind.REQUEST, Way.OFF)
    assert (outbox.sweep(), Notification.objects.open().count(), mail.outbox) == (0, 0, [])


def test_who_is_erased_takes_it_along(world):
    row = tell(world.stranger)
    forgetting.forget_account(world.stranger, by=None)
    assert not Notification.objects.filter(pk=row.pk).exists()
    assert outbox.sweep() == 0


@pytest.mark.parametrize(("seconds", "stays"), [(-1, True), (0, False), (1, False)])
def test_after_thirty_days_it_is_over(world, seconds, stays):
    row = tell(world.bram)
    retain(row.created_at + timedelta(days=30, seconds=seconds))
    assert Notification.objects.filter(pk=row.pk).exists() is stays


@pytest.mark.django_db(transaction=True)
def test_two_who_sweep_at_once_send_each_mail_once(world, tmp_path):
    for number in range(12):
        tell(world.bram, str(number))
    with race(tmp_path) as together:
        assert sum(together([outbox.sweep] * 3)) == 12
        assert together([Notification.objects.open().count]) == [0]
    assert sorted(each.subject for each in mail.outbox) == sorted(f"Happened: {n}" for n in range(12))
