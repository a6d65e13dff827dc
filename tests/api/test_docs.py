"""The API's documentation: the committed file is in step, and the page needs nothing inline."""

import re
from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from api import schema
from tests.project.sources import ROOT


def test_the_committed_file_is_in_step():
    out = StringIO()
    call_command("spectacular", "--api-version", "1", "--validate", "--fail-on-warn", stdout=out)
    assert out.getvalue() == (ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8"), "make schema"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_reads_the_committed_document_made_once(client, language):
    schema.described.cache_clear()
    wanted = {"Accept": "application/vnd.oai.openapi", "Accept-Language": language}
    served = [client.get("/api/v1/openapi", headers=wanted).content.decode() for _ in range(2)]
    assert served == [(ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8")] * 2
    assert schema.described.cache_info().misses == 1


def test_every_operation_says_how_it_fails():
    document = yaml.safe_load((ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8"))
    operations = [it for path in document["paths"].values() for it in path.values()]
    assert document["openapi"] == "3.1.1"
    assert len(operations) >= 20
    assert {
        status for it in operations for status in ("401", "403") if status not in it["responses"]
    } == set()


def test_anybody_reads_the_page_and_nothing_in_it_is_inline(client):
    page = client.get("/api/v1/docs").content.decode()
    assert re.findall(r"<style|<script>|style=|onload=", page) == []
    assert "swagger-ui-bundle.js" in page


def test_the_page_s_script_names_the_document(client):
    answer = client.get("/api/v1/docs?script=")
    assert answer["Content-Type"].startswith("application/javascript")
    assert "/api/v1/openapi" in answer.content.decode()
