"""Days and periods as people write them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SHORT = {"nl": "j b Y", "en": "j M Y"}
"""Dutch writes months small, English with a capital."""


def write_day(day: date) -> str:
    """Write a day shortly, such as 1 feb 2027."""
    return date_format(day, SHORT.get(get_language() or "", SHORT["en"]))


def write_period(first: date | None, last: date | None) -> str:
    """Write a period of which either end may be unknown."""
    if first and last:
        return f"{write_day(first)} – {write_day(last)}"
    if first:
        return _("from %(day)s") % {"day": write_day(first)}
    return _("until %(day)s") % {"day": write_day(last)} if last else ""
