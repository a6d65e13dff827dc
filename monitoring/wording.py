"""Numbers of a report as people read them; what is too small to tell, and what nobody counted."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.disclosure import LEAST, hidden_places
from monitoring.indicators import Indicator
from monitoring.publishing import Told
from monitoring.report_blocks import Promise
from monitoring.standing import Standing

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


def told(count: int | None) -> str:
    """Write a number of people on its own."""
    if count is None:
        return NOTHING
    return too_few() if count < LEAST else number(count)


def promise(standing: Standing) -> Promise:
    """Write an indicator beside its target and the years before."""
    indicator, share = standing.indicator, standing.percent_of_target
    return Promise(
        name=str(indicator.label),
        value=_figure(indicator, standing.told),
        target=_figure(indicator, Told(standing.target)),
        share=None if share is None else share / 100,
        before=_figure(indicator, standing.same_day_last_year),
        last_year=_figure(indicator, standing.last_year),
    )


def _figure(indicator: Indicator, figure: Told) -> str:
    if figure.hidden:
        return HIDDEN if indicator.is_percentage else too_few()
    if figure.value is None:
        return NOTHING
    return percent(figure.value) if indicator.is_percentage else number(figure.value)


def column(counts: Mapping[str, int]) -> dict[str, str]:
    """Write numbers of people whose sum is known, so that none that is hidden can be worked out."""
    keys = list(counts)
    hidden = hidden_places([counts[key] for key in keys])
    return {key: HIDDEN if place in hidden else number(counts[key]) for place, key in enumerate(keys)}


def in_column(figure: Told | None) -> str:
    """Write a count of a column whose sum is known."""
    if figure is None:
        return NOTHING
    return HIDDEN if figure.hidden or figure.value is None else number(figure.value)
