"""The installation's own secret is made once and kept from others."""

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
