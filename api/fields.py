"""How the API writes what several resources have in common."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError


# No docstrings on these two: the API's document would repeat them for every serializer.
class Reading(serializers.Serializer): ...


# Reads a body, and refuses keys that it does not know.
class Writing(serializers.Serializer):
    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, dict) and (extra := sorted(set(data) - set(self.fields))):
            raise ValidationError({name: ["There is no such field."] for name in extra}, code="unknown_field")
        return super().to_internal_value(data)


class Named(Reading):
    """A reference to something with a public id and a name."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class Located(Reading):
    """Where something is: a postcode area, never an address."""

    country = serializers.CharField()
    postcode = serializers.CharField()
    name = serializers.CharField()
    municipality = serializers.CharField(source="municipality.name", default=None)
