"""The texts that students and guardians agree to, and the version in which each stands today."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.models import Consent

VERSIONS = Path(__file__).with_suffix(".toml")

TEXTS: dict[str, Promise] = {
    Consent.Purpose.ANONYMOUS_CARD: _(
        "Employers whom the region office checked may see a card without a name: level, field, skills, when"
        " available, and roughly how far away. Not the name, the school, the birth date or the address. They"
        " may invite for a place."
    ),
    Consent.Purpose.NAMED_PROFILE: _(
        "A company to which this student applies, or whose invitation this student accepts, sees the name and"
        " the profile at once. Other companies do not."
    ),
}


@cache
def versions() -> dict[str, str]:
    """Read the version of the text of each purpose."""
    held = tomllib.loads(VERSIONS.read_text(encoding="utf-8"))
    return {purpose: held[purpose]["version"] for purpose in Consent.Purpose}
