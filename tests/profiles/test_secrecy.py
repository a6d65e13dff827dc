"""Secrets and codes, and their digests."""

import pytest

from profiles.secrecy import digest_of, digest_of_code, new_code, new_secret


def test_secrets_differ_and_have_their_prefix():
    made = {new_secret("sp_") for _ in range(100)}
    assert len(made) == 100
    assert {secret[:3] for secret in made} == {"sp_"}
    assert {len(secret) for secret in made} == {46}


def test_codes_are_four_groups_of_four_without_signs_that_look_alike():
    made = {new_code() for _ in range(100)}
    assert len(made) == 100
    assert {tuple(map(len, code.split("-"))) for code in made} == {(4, 4, 4, 4)}
    assert set("".join(made)) & set("ILOU") == set()


@pytest.mark.parametrize(
    "typed",
    ["1ABC-0DEF-GHJK-MNPQ", "1abc0defghjkmnpq", " iabc odef ghjk mnpq ", "lABCODEFGHJKMNPQ"],
)
def test_a_code_is_known_however_it_is_typed(typed):
    assert digest_of_code(typed) == digest_of("1ABC0DEFGHJKMNPQ")


def test_any_text_has_a_digest():
    assert digest_of("\ud800") != digest_of("x")
    assert digest_of_code("") == digest_of("")
