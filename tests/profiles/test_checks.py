"""What an installation must say before it may serve."""

import pytest

from profiles.checks import (
    addresses_are_told_apart,
    second_factor_is_asked,
    weaknesses_are_reported_somewhere,
)


@pytest.mark.parametrize(
    ("contact", "day", "found"),
    [
        ("mailto:lek@x.test", "2027-06-30", []),
        ("https://x.test/lek", "2026-11-22", []),
        ("", "2027-06-30", ["profiles.E010"]),
        ("lek@x.test", "2027-06-30", ["profiles.E010"]),
        ("mailto:lek@x.test", "", ["profiles.E011"]),
        ("mailto:lek@x.test", "soon", ["profiles.E011"]),
        ("mailto:lek@x.test", "2026-11-21", ["profiles.W010"]),
        ("mailto:lek@x.test", "2027-11-30", ["profiles.W010"]),
    ],
)
def test_weaknesses_can_be_reported_until_a_day(settings, today, contact, day, found):
    settings.SECURITY_CONTACT, settings.SECURITY_TXT_EXPIRES = contact, day
    assert [each.id for each in weaknesses_are_reported_somewhere(None)] == found


@pytest.mark.parametrize(("required", "found"), [(True, []), (False, ["profiles.W011"])])
def test_a_site_that_asks_nobody_for_a_second_factor_is_told_so(settings, required, found):
    settings.SECOND_FACTOR_REQUIRED = required
    assert [each.id for each in second_factor_is_asked(None)] == found


@pytest.mark.parametrize(
    ("header", "proxies", "found"),
    [
        (None, 0, []),
        (None, 1, []),
        (("HTTP_X_FORWARDED_PROTO", "https"), 1, []),
        (("HTTP_X_FORWARDED_PROTO", "https"), 0, ["profiles.W012"]),
    ],
)
def test_a_proxy_that_hides_everybody_is_told(settings, header, proxies, found):
    settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = header, proxies
    assert [each.id for each in addresses_are_told_apart(None)] == found
