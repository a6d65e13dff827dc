"""A limit of twenty is twenty over HTTP, however many ask at once and whatever their headers say."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from tests import figures

OPEN = "/api/v1/openapi"  # counted by address only, and answered without the database


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep expected refusals out of the report."""


@pytest.fixture
def port() -> Iterator[int]:
    """Serve the site on a port of this machine, with a thread for each that asks."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(WSGIHandler())
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.mark.parametrize("forged", [False, True])
def test_eight_at_once_get_twenty_and_no_more(settings, port, forged):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"address": "20/minute"}

    def ask(number: int) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        connection.request("GET", OPEN, headers=headers if forged else {})
        status = connection.getresponse().status
        connection.close()
        return status

    ask_once = ask(0)
    with ThreadPoolExecutor(8) as threads:
        answers = Counter([ask_once, *threads.map(ask, range(1, 100))])
    assert answers == {200: 20, 429: 80}
    figures.exactly("rate_limit", limit=20, let_in=answers[200], asked=answers.total())
