"""`manage.py demo` fills an empty database once, keeps its passwords, and leaves real people alone."""

import io
import socket
import stat

import pytest
from django.core.management import CommandError, call_command

from placements.models import Placement
from profiles.models import Company, Student, User
from tests.web.demo.conftest import SMALL, TODAY
from tests.world import make_user
from vacancies.models import Vacancy

SIZES = {
    "students": SMALL.students,
    "companies": SMALL.companies,
    "vacancies": SMALL.vacancies,
    "today": TODAY,
}
ROLES = ["student", "employer", "coordinator", "region-office", "admin"]


@pytest.fixture
def demo(db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    settings.VAR_DIR = tmp_path

    def run(**options) -> str:
        out = io.StringIO()
        call_command("demo", stdout=out, **({"yes_this_is_a_demo": True} | SIZES | options))
        return out.getvalue()

    return run


def printed(text: str) -> dict[str, str]:
    """Read the printed passwords by e-mail address."""
    lines = [line.split() for line in text.splitlines() if line.startswith("  ")]
    return {words[-2]: words[-1] for words in lines}


def counts() -> list[int]:
    return [model.objects.count() for model in (Student, Company, Vacancy, Placement, User)]


def test_it_fills_once_and_prints_the_same_passwords_again(demo, tmp_path):
    first, filled = demo(), counts()
    assert filled[:3] == [60, 20, 50]
    assert (demo(), counts()) == (first, filled)
    passwords = printed(first)
    assert list(passwords) == [f"{role}@keyport.example" for role in ROLES]
    users = {user.email: user for user in User.objects.filter(email__in=passwords)}
    assert all(users[email].check_password(password) for email, password in passwords.items())
    can_sign_in = [user.email for user in User.objects.order_by("pk") if user.has_usable_password()]
    assert sorted(can_sign_in) == sorted(passwords)
    assert stat.S_IMODE((tmp_path / "demo_sign_ins").stat().st_mode) == 0o600
    (tmp_path / "demo_sign_ins").unlink()
    fresh = printed(demo())
    assert set(fresh.values()) & set(passwords.values()) == set()
    assert User.objects.get(email="admin@keyport.example").check_password(fresh["admin@keyport.example"])


def test_it_leaves_a_database_with_real_people_alone(demo):
    make_user("somebody@real.test")
    with pytest.raises(CommandError, match="not invented"):
        demo()
    assert counts() == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"yes_this_is_a_demo": False}, "DEBUG is off"),
        ({"serve": "127.0.0.1:8000"}, "needs DEBUG=true"),
    ],
)
def test_it_wants_to_be_sure_where_debug_is_off(demo, options, reason):
    with pytest.raises(CommandError, match=reason):
        demo(**options)
    assert counts() == [0, 0, 0, 0, 0]


def test_it_says_at_once_that_an_address_is_taken(demo, settings):
    settings.DEBUG = True
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="Nothing can be served"):
            demo(serve=f"127.0.0.1:{other.getsockname()[1]}")
    assert counts() == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("address", ["8000", "here", "127.0.0.1:", "127.0.0.1:web"])
def test_an_address_is_a_host_and_a_port(demo, settings, address):
    settings.DEBUG = True
    with pytest.raises(CommandError, match="HOST:PORT"):
        demo(serve=address)


@pytest.mark.parametrize("count", ["0", "-1", "x", "²", "1000000"])
def test_sizes_are_numbers(demo, count):
    with pytest.raises(CommandError, match="write a number"):
        call_command("demo", "--students", count)
