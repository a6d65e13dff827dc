"""Limits are exact, whoever asks at the same moment, and no header talks them round."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from limits.errors import StorageError

from profiles import checks, counting, limiting
from profiles.limiting import Limit, Standing, TooOften, client_address, take

TWENTY = Limit("twenty")
CLOSED = Limit("twenty", fails_closed=True)


@pytest.fixture(autouse=True)
def twenty_a_minute(settings):
    settings.RATE_LIMITS = {"twenty": "20/minute"}


def is_let_in(*who: object) -> bool:
    try:
        take(TWENTY, *who)
    except TooOften:
        return False
    return True


@pytest.mark.parametrize("round_", range(5))
def test_eight_threads_get_twenty_and_no_more(today, round_):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(is_let_in, ["sanne"] * 200))
    assert answers.count(True) == 20


def test_who_is_refused_knows_for_how_long(today):
    standings = [take(TWENTY, "sanne") for _ in range(20)]
    with pytest.raises(TooOften) as refused:
        take(TWENTY, "sanne")
    assert (standings[0], standings[-1].left) == (Standing(TWENTY, 19, 60), 0)
    assert 59 <= refused.value.retry_after <= 60
    assert is_let_in("bram")


def test_a_window_moves_on(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC), tick=False)
    assert [is_let_in("sanne") for _ in range(21)].count(True) == 20
    time_machine.shift(59)
    assert not is_let_in("sanne")
    time_machine.shift(2)
    assert [is_let_in("sanne") for _ in range(21)].count(True) == 20


def test_two_names_are_not_one(today):
    assert [is_let_in("a", "bc") for _ in range(20)] == [True] * 20
    assert (is_let_in("a", "bc"), is_let_in("ab", "c")) == (False, True)


def test_a_limit_without_its_counter_fails_as_it_says(today, monkeypatch, caplog):
    monkeypatch.setattr(
        limiting, "_counted", lambda limit, who: (_ for _ in ()).throw(StorageError(OSError()))
    )
    assert take(TWENTY, "sanne") is None
    with pytest.raises(TooOften):
        take(CLOSED, "sanne")
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2


def test_a_redis_that_is_away_is_asked_once_and_waited_for_shortly(settings, monkeypatch):
    settings.RATE_LIMIT_URL = "redis://127.0.0.1:1/0"
    limiting.counter.cache_clear()
    asked = []
    counting = limiting.counter().hit
    monkeypatch.setattr(limiting.counter(), "hit", lambda *all_: asked.append(all_) or counting(*all_))
    try:
        assert [take(TWENTY, "sanne") for _ in range(5)] == [None] * 5
        assert len(asked) == 1
    finally:
        limiting.counter.cache_clear()
        settings.RATE_LIMIT_URL = ""
        limiting.forget_all()


PEER = "192.0.2.9"


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "", PEER),
        (0, "203.0.113.5", PEER),
        (1, "", PEER),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (1, "forged, , 203.0.113.5", "203.0.113.5"),
        (1, "203.0.113.5, forged", PEER),
        (2, "203.0.113.5", PEER),
        (2, "10.0.0.1, 203.0.113.5, 198.51.100.2", "203.0.113.5"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, header, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=PEER, headers={"X-Forwarded-For": header})
    assert client_address(request) == expected


@pytest.mark.parametrize(
    ("debug", "url", "several", "found"),
    [
        (False, "", True, ["profiles.E002"]),
        (True, "", True, []),
        (False, "redis://127.0.0.1", True, []),
        (False, "", False, []),
    ],
)
def test_several_processes_do_not_count_apart(settings, debug, url, several, found):
    settings.DEBUG, settings.RATE_LIMIT_URL, settings.SEVERAL_PROCESSES = debug, url, several
    assert [each.id for each in checks.limits_are_counted_once(None)] == found


@pytest.mark.parametrize(
    ("text", "found"), [("20/minute", []), ("often", ["profiles.E003"]), ("0/minute", ["profiles.E003"])]
)
def test_a_limit_can_be_read(settings, text, found):
    settings.RATE_LIMITS = {"twenty": text}
    assert [each.id for each in checks.limits_can_be_read(None)] == found


@pytest.mark.parametrize(
    ("embedded", "several", "debug", "found"),
    [
        (True, True, False, ["profiles.E004"]),
        (True, True, True, []),
        (True, False, False, []),
        (False, True, False, []),
    ],
)
def test_several_processes_do_not_share_sqlite(settings, embedded, several, debug, found):
    settings.IS_EMBEDDED = embedded
    settings.SEVERAL_PROCESSES, settings.DEBUG = several, debug
    assert [each.id for each in checks.sqlite_has_one_process(None)] == found


def test_memory_lets_go_of_who_does_not_come_back(time_machine, monkeypatch):
    monkeypatch.setattr(counting, "SWEEP_EVERY", 10)
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC), tick=False)
    for number in range(9):
        assert is_let_in(number)
    time_machine.shift(61)
    assert is_let_in("last")
    assert limiting.counter().storage.reset() == 1
