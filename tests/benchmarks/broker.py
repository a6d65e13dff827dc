"""What a request that tells somebody something costs while the broker runs, is frozen, and is stopped.

Starts a Redis of its own that is both the broker and what counts requests, as in an installation, and asks on
a throw-away SQLite; the three states take turns, so that a slow minute of the machine hits all alike.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
from statistics import median

STATES = ("running", "frozen", "stopped")
TURNS = ("first", "next")
"""Whoever comes first waits until nobody counts requests; whoever comes within seconds does not."""
ROUNDS = 15
APART = 6  # seconds between rounds: longer than nobody asks a Redis again that did not answer


def run(*, quick: bool = False) -> None:
    """Print the least, the median and the most of a POST that applies for a vacancy, in ms, by state."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        os.environ |= {
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/asked.sqlite3",
            "DEBUG": "true",
            "BROKER_URL": f"redis://127.0.0.1:{port}/0",
            "WEB_PROCESS": "true",
            "CLOCK_IN_PROCESS": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        timings = _measure(_Redis(port), 2 if quick else ROUNDS)
    print(
        "\nA request that tells somebody something (ms: least, median, most; median beside a running broker)"
    )
    for (state, turn), taken in timings.items():
        figures = f"{min(taken):8.1f}{median(taken):8.1f}{max(taken):8.1f}"
        more = median(taken) - median(timings["running", turn])
        print(f"  broker {state:8} {turn:6}{figures}   {more:+.1f}")


class _Redis:
    """A Redis server of our own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._process: subprocess.Popen | None = None

    def be(self, state: str) -> None:
        """Run, freeze or stop."""
        if self._process is None and state != "stopped":
            self._start()
        if state == "frozen":
            self._process.send_signal(signal.SIGSTOP)
        elif state == "running":
            self._process.send_signal(signal.SIGCONT)
        elif self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        quiet = ["--save", "", "--appendonly", "no", "--loglevel", "warning"]
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self._port), *quiet]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)


def _measure(redis: _Redis, rounds: int) -> dict[tuple[str, str], list[float]]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from profiles.models import Notification
    from tests import world as make

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    world = make.make_world()
    client = Client()
    client.force_login(world.sanne.user)
    timings: dict[tuple[str, str], list[float]] = {(s, turn): [] for s in STATES for turn in TURNS}
    try:
        for number in range(rounds + 1):
            for state in STATES:
                vacancies = [make.make_vacancy(world.establishment) for _ in TURNS]
                redis.be(state)
                for turn, vacancy in zip(TURNS, vacancies, strict=True):
                    began = time.perf_counter()
                    answer = client.post(f"/vacancies/{vacancy.uuid}/apply")
                    taken = (time.perf_counter() - began) * 1_000
                    assert answer.status_code == 302, answer.status_code
                    if number:  # the first round warms up
                        timings[state, turn].append(taken)
                redis.be("running")
                time.sleep(APART if state != "running" else 0)
        assert Notification.objects.count() == (rounds + 1) * len(STATES) * len(TURNS)
    finally:
        redis.be("running")
        redis.be("stopped")
    return timings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    run()
