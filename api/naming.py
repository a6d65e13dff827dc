"""What a body names by an id or a code: the row that it is of, or a refusal that points to the field."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from api import versions
from api.refusals import refusals
from reference.models import Place, Sector


def camel(name: str) -> str:
    """Write the name of a field as the API does."""
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)


@contextmanager
def refusals_by_field() -> Iterator[None]:
    """Turn what a verb refuses into what HTTP says, under the names that fields have there."""
    try:
        with refusals(), versions.translated():
            yield
    except ValidationError as error:
        if isinstance(error.detail, dict):
            error.detail = {camel(name): texts for name, texts in error.detail.items()}
        raise


def one_of(rows: QuerySet, uuid: Any, *, field: str) -> Any:
    """Find the row with a public id among those that one may name; raises ValidationError."""
    found = rows.filter(uuid=uuid).first() if uuid else None
    if uuid and found is None:
        raise ValidationError({field: [_("There is nothing with this id that you can name here.")]})
    return found


# A place by its public id.
class PlaceId(serializers.UUIDField):
    def to_internal_value(self, data: Any) -> Place:
        found = Place.objects.filter(uuid=super().to_internal_value(data)).first()
        if found is None:
            raise ValidationError(_("There is no such place."), code="unknown_place")
        return found


# A sector by its code.
class SectorCode(serializers.CharField):
    def to_internal_value(self, data: Any) -> Sector:
        found = Sector.objects.filter(code=super().to_internal_value(data)).first()
        if found is None:
            raise ValidationError(_("There is no such sector."), code="unknown_sector")
        return found
