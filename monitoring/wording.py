"""Numbers of a report as people read them; what is too small to tell, and what nobody counted."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.disclosure import LEAST, hidden_places
from monitoring.indicators import Value

NOTHING, HIDDEN = "–", "*"
"""What nobody counted, and what is not told: too few people, or what would give such a number away."""


def number(count: int | float) -> str:
    """Write a number with the signs of the language."""
    decimals = 0 if float(count).is_integer() else 1
    return number_format(count, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def percent(share: float) -> str:
    """Write a percentage."""
    return _("%(number)s%%") % {"number": number(share)}


def too_few() -> str:
    """Say that a number of people is too small to tell."""
    return _("< %(least)d") % {"least": LEAST}


def about_hidden() -> str:
    """Say what the sign for a hidden number means."""
    return _("* is not told: fewer than %(least)d people, or it would give such a number away.") % {
        "least": LEAST
    }


def told(value: Value | None, *, of_people: bool) -> str:
    """Write a value on its own; a share of too few answers is as little told as too few people."""
    if value is None or value.shown is None:
        return NOTHING
    if of_people and (value.count if value.of is None else value.of) < LEAST:
        return too_few()
    return number(value.shown) if value.of is None else percent(value.shown)


def column(counts: Mapping[str, int]) -> dict[str, str]:
    """Write numbers of people whose sum is known, so that none that is hidden can be worked out."""
    keys = list(counts)
    hidden = hidden_places([counts[key] for key in keys])
    return {key: HIDDEN if place in hidden else number(counts[key]) for place, key in enumerate(keys)}
