"""Whoever changes a text that people agreed to gives it a new version."""

import hashlib
import tomllib

import pytest
from django.conf import settings
from django.utils.translation import override

from profiles.consent_texts import TEXTS, VERSIONS, versions
from profiles.models import Consent


def digest_of(purpose: str) -> str:
    told = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            told.append(str(TEXTS[purpose]))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@pytest.mark.parametrize("purpose", Consent.Purpose)
def test_the_version_is_that_of_the_text(purpose):
    held = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))[purpose]
    assert held["digest"] == digest_of(purpose), "a changed text needs a new version, then this digest"
    assert versions()[purpose] == held["version"]


def test_every_purpose_has_a_text_of_its_own_in_every_language():
    assert list(TEXTS) == list(Consent.Purpose)
    assert len({digest_of(purpose) for purpose in TEXTS}) == len(TEXTS)
    with override("nl"):
        dutch = [str(text) for text in TEXTS.values()]
    with override("en"):
        assert [str(text) for text in TEXTS.values()] != dutch
