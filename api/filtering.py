"""Query parameters that narrow a list, each read one way in every language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from profiles.reading.values import YEARS

LONGEST = 100
ISO_DAY = "%Y-%m-%d"


class WordFilter(filters.CharFilter):
    """Narrows by a text of at most a hundred characters (SQLite refuses to search for 50,000)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=LONGEST, **kwargs)


class DayFilter(filters.DateFilter):
    """Narrows by a day in the ISO way only: 01/02 is another day in another language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=[ISO_DAY], **kwargs)


class YearField(forms.IntegerField):
    """A calendar year in four ASCII digits."""

    default_error_messages = {"invalid": _("Give a year in four digits.")}

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value)
        if text and not (text.isascii() and text.isdigit() and len(text) == 4):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text) if text else None


def read_school_year(request: Request, otherwise: int) -> int:
    """Read ``schoolYear``, a year in four digits of those that lists may name; raises ValidationError."""
    text = request.query_params.get("schoolYear", "")
    try:
        year = YearField(required=False).clean(text)
    except forms.ValidationError as error:
        raise ValidationError({"schoolYear": error.messages}) from error
    if year is not None and year not in YEARS[1:-2]:
        years = {"first": YEARS[1], "last": YEARS[-3]}
        raise ValidationError({"schoolYear": [_("Give a year from %(first)d to %(last)d.") % years]})
    return otherwise if year is None else year


class YearFilter(filters.NumberFilter):
    """Narrows by a school year, named by the calendar year in which it begins."""

    field_class = YearField

    def get_max_validator(self) -> None:
        """Need no bound beside the four digits."""
        return
