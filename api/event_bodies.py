"""What a body about events names, looked up among what the writer may see, and what is refused of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api import versions
from api.refusals import refusals
from api.resource import visible
from placements import attending, checking_in, staging
from placements.refusals import TEXTS
from placements.staging import Hosting, Part
from profiles.models import Company, Establishment

POINTERS: Mapping[type[Exception], str] = {
    staging.EndsBeforeItStarts: "endsAt",
    staging.NotAhead: "startsAt",
    staging.NoTitle: "title",
    staging.OutsideEvent: "slots",
    staging.TooManySlots: "slots",
    staging.BadSeatCount: "seats",
    attending.MorePupils: "people",
    checking_in.NoSuchCode: "code",
}


@contextmanager
def told(**names: str) -> Iterator[None]:
    """Turn what a verb about events refuses into what HTTP says; ``names`` gives another pointer."""
    try:
        with refusals(), versions.translated():
            yield
    except ValidationError as error:
        cause = type(error.__cause__)
        if cause not in POINTERS:
            raise
        pointer = names.get(POINTERS[cause], POINTERS[cause])
        raise ValidationError({pointer: [TEXTS[cause]]}) from error


def look_up(rows: QuerySet, uuid: UUID | None, name: str) -> Any:
    """Find what a body names; None where it names nothing. Raises ValidationError for what is not there."""
    found = rows.filter(uuid=uuid).first() if uuid else None
    if uuid and found is None:
        raise ValidationError({name: [_("There is no such row that you may see.")]})
    return found


def part_of(said: Mapping[str, Any]) -> Part:
    """Read when a slot is and for how many."""
    return Part(said["starts_at"], said["ends_at"], said["seats"])


def hosting_of(request: Request, said: Mapping[str, Any], name: str = "company") -> Hosting:
    """Read which company comes, and when; its establishment is one of its own."""
    company = look_up(visible(Company.objects.all(), request), said["company"], name)
    own = Establishment.objects.filter(company=company)
    return Hosting(
        company,
        [part_of(each) for each in said["slots"]],
        look_up(own, said["establishment"], "establishment"),
        said["stand"],
    )
