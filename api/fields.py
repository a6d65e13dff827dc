"""How the API writes what several resources have in common."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from profiles.reading.values import YEARS


# No docstrings on these two: the API's document would repeat them for every serializer.
class Reading(serializers.Serializer): ...


# Reads a body, and refuses keys that it does not know.
class Writing(serializers.Serializer):
    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict) and (extra := sorted(set(data) - set(self.fields))):
            text = _("There is no such field.")
            raise ValidationError({name: [text] for name in extra}, code="unknown_field")
        return super().to_internal_value(data)


# A number is written as a number: as text, "1_0" and digits of other scripts would pass.
class WholeNumber(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


# A day in the years that lists may name, too.
class Day(serializers.DateField):
    def to_internal_value(self, data: Any) -> date:
        day = super().to_internal_value(data)
        if day.year not in YEARS:
            years = {"first": YEARS[0], "last": YEARS[-1]}
            raise ValidationError(_("lies outside the years %(first)d–%(last)d") % years, code="bad_date")
        return day


# A moment in the same years.
class Moment(serializers.DateTimeField):
    def to_internal_value(self, data: Any) -> datetime:
        moment = super().to_internal_value(data)
        if moment.year not in YEARS[1:-1]:
            years = {"first": YEARS[1], "last": YEARS[-2]}
            raise ValidationError(_("lies outside the years %(first)d–%(last)d") % years, code="bad_date")
        return moment


# A set, written as a list.
class EachOnce(serializers.ListField):
    def to_internal_value(self, data: Any) -> list[Any]:
        values = super().to_internal_value(data)
        if len(set(values)) != len(values):
            raise ValidationError(_("Name each one once."), code="repeated")
        return values


class Named(Reading):
    """A reference to something with a public id and a name."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class Located(Reading):
    """Where something is: a postcode area, never an address."""

    country = serializers.CharField()
    postcode = serializers.CharField()
    name = serializers.CharField()
    municipality = serializers.CharField(source="municipality.name", default=None, allow_null=True)
