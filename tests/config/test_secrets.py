"""The installation's own secret is made once and kept from others."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from config.secrets import own_secret


def test_a_secret_is_made_once(tmp_path):
    path = tmp_path / "var" / "secret_key"
    first = own_secret(path)
    assert len(first) >= 50
    assert own_secret(path) == first


def test_only_the_owner_may_read_it(tmp_path):
    own_secret(tmp_path / "secret_key")
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_two_installations_differ(tmp_path):
    assert own_secret(tmp_path / "one") != own_secret(tmp_path / "other")


def test_processes_that_start_together_take_one_key(tmp_path):
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(own_secret, [path] * 32))
    assert (keys, [file.name for file in tmp_path.iterdir()]) == ({path.read_text()}, ["secret_key"])


def test_a_key_that_could_not_be_written_leaves_no_empty_file(tmp_path, monkeypatch):
    monkeypatch.setattr("os.fdopen", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        own_secret(tmp_path / "secret_key")
    assert not (tmp_path / "secret_key").exists()
