"""The API keeps what its document promises, whatever is asked and whoever asks."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests import figures
from tests.policy.cast import Cast
from tests.policy.contract import ROLES, operations, try_out

pytestmark = pytest.mark.django_db

A_FEW, MANY = 6, 60  # requests for each operation


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """Let requests leave the test's own connection open, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def kept(cast: Cast, role: str, examples: int, *, at_random: bool = False) -> int:
    """Try every operation as a role; gives how many requests that were."""
    tried = [
        try_out(cast, role, operation, examples=examples, at_random=at_random) for operation in operations()
    ]
    wrong = {name: text for each in tried for name, text in each.wrong.items()}
    answered = sum((each.statuses for each in tried), Counter())
    assert wrong == {}
    assert answered[401] == 0, "who asks is not known"
    assert answered[200] > A_FEW, "nearly nothing is answered"
    return sum(each.cases for each in tried)


@pytest.mark.parametrize("role", ROLES)
def test_the_document_is_kept(cast: Cast, role: str):
    assert kept(cast, role, A_FEW) >= 1_000 / len(ROLES)


@pytest.mark.full
@pytest.mark.parametrize("role", ROLES)
def test_the_document_is_kept_at_length(cast: Cast, role: str):
    cases = kept(cast, role, MANY, at_random=True)
    figures.at_least("contract", **{role: cases // 100 * 100})
    assert cases >= 10_000 / len(ROLES)
