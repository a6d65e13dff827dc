"""Days and periods as people write them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SHORT = {"nl": "j b Y", "en": "j M Y"}
"""Dutch writes months small, English with a capital."""


def write_day(day: date) -> str:
    """Write a day shortly, such as 1 feb 2027."""
    return date_format(day, SHORT.get(get_language() or "", SHORT["en"]))


def write_moment(at: datetime) -> str:
    """Write when to be somewhere, such as Tuesday 1 December 2026, 10:00."""
    return date_format(timezone.localtime(at), "l j F Y, H:i")


def write_period(first: date | None, last: date | None) -> str:
    """Write a period of which either end may be unknown."""
    if first and last:
        return f"{write_day(first)} – {write_day(last)}"
    if first:
        return _("from %(day)s") % {"day": write_day(first)}
    return _("until %(day)s") % {"day": write_day(last)} if last else ""
