"""The benchmark of a broker that froze or stopped runs, and leaves the database that is set alone."""

import pytest

from tests.benchmarks import quick

pytestmark = pytest.mark.worker


def test_the_quick_broker_runs(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    assert quick.run("broker").count("broker frozen") == 2
