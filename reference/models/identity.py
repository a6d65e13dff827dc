"""The number by which the outside world knows a row."""

import uuid

from django.db import models


class Identified(models.Model):
    """A row with a public UUID beside the database's own key, which never leaves the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def uuid_of(uri: str) -> uuid.UUID:
    """Give the UUID of a public concept: the same on every installation."""
    return uuid.uuid5(uuid.NAMESPACE_URL, uri)
