"""Mail: when it goes, in which language, and with which address in it."""

import pytest
from django.core import mail
from django.db import transaction
from django.template import engines

from profiles import checks, mailing

LETTER = """{% extends "profiles/mail/letter.txt" %}{% load i18n %}
{% block subject %}{% translate "Sign in" %} {{ name }}{% endblock %}
{% block text %}Dag {{ name }}: {{ address }}{% endblock %}"""


@pytest.fixture
def letter(monkeypatch):
    """A letter of the tests' own."""
    template = engines["django"].from_string(LETTER)
    monkeypatch.setattr(mailing, "render_to_string", lambda name, told: template.render(told))


def test_it_goes_when_the_transaction_is_written(letter, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mailing.send("a@b.test", "x", "nl", {"name": "Zoë & <co>", "address": mailing.link("sign-in")})
        assert mail.outbox == []
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["a@b.test"], "Inloggen Zoë & <co>")
    assert sent.body == (
        "Dag Zoë & <co>: http://127.0.0.1:8000/inloggen\n\n"
        "Stagepoort stuurt deze mail vanzelf. Je kunt hem niet beantwoorden.\n"
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told(letter):
    with transaction.atomic():
        mailing.send("a@b.test", "x", "en", {"name": "A"})
        transaction.set_rollback(True)
    assert mail.outbox == []


def test_a_name_adds_no_header(letter, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mailing.send("a@b.test", "x", "en", {"name": "A\nBcc: everybody@b.test"})
    (sent,) = mail.outbox
    assert (sent.subject, sent.recipients()) == ("Sign in A", ["a@b.test"])


@pytest.mark.parametrize(("address", "faults"), [("https://x.test", 0), ("http://x.test", 1)])
def test_links_on_a_real_site_are_https(settings, address, faults):
    settings.SITE_URL = address
    assert len(checks.links_are_safe(None)) == faults
    assert mailing.link("sign-in") == f"{address}/inloggen"
