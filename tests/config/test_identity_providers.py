"""The file that names the schools' own sign-ins: read whole, or refused with what is wrong."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.identity_providers import identity_providers
from tests.project.sources import ROOT

LEAST = """
[[provider]]
id = "entree"
name = "Entree"
server_url = "https://referentie.entree.test"
client_id = "stagepoort"
secret = "s"
schools = {"gilde.example" = "gilde-opleidingen"}
"""
WRONG = [
    ("[[provider]\n", "IDENTITY_PROVIDERS: "),
    (LEAST.replace('secret = "s"', ""), "IDENTITY_PROVIDERS: a provider lacks secret"),
    (LEAST + 'colour = "red"', "IDENTITY_PROVIDERS: nobody knows colour"),
    (
        LEAST.replace("https://", "http://"),
        "http://referentie.entree.test is not an https address",
    ),
]


def read(tmp_path, text):
    file = tmp_path / "providers.toml"
    file.write_text(text)
    return identity_providers(str(file))


def test_without_a_file_there_are_none():
    assert identity_providers("") == []


def test_what_is_not_said_has_a_default(tmp_path):
    (app,) = read(tmp_path, LEAST)
    assert app["settings"]["home_claim"] == "schac_home_organization"
    assert app["settings"]["number_claim"] == ""
    assert app["settings"]["oauth_pkce_enabled"] is True


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said(tmp_path, text, said):
    with pytest.raises(ImproperlyConfigured, match=re.escape(said)):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(ImproperlyConfigured, match="IDENTITY_PROVIDERS"):
        identity_providers("/nowhere/providers.toml")


def test_the_example_of_the_documents_can_be_read(tmp_path):
    document = (ROOT / "docs" / "identity-providers.md").read_text(encoding="utf-8")
    (app,) = read(tmp_path, re.search(r"```toml\n(.*?)```", document, re.DOTALL)[1])
    assert (app["provider_id"], app["settings"]["schools"]) == (
        "surfconext",
        {"gilde.example": "gilde-opleidingen"},
    )
