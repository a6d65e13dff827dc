"""The region of this installation."""

import pytest

from reference.headers import TableError
from reference.region import own_region


def test_the_own_region_is_that_of_the_settings():
    region = own_region()
    assert (region.slug, region.name) == ("keyport", "Keyport")
    assert sorted(region.municipalities.values()) == [
        "Cranendonck", "Leudal", "Maasgouw", "Nederweert", "Roerdalen", "Roermond", "Weert",
    ]  # fmt: skip


def test_a_region_without_a_pack_is_named(settings):
    settings.REGION = "atlantis"
    with pytest.raises(TableError) as refused:
        own_region()
    assert [error.code for error in refused.value.errors] == ["missing_folder"]
