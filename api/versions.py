"""Versions of what is edited: ``ETag`` out, ``If-Match`` in, 412 instead of a silent overwrite."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelValidationError
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings

from profiles.editing import Outdated


class Versioned(Protocol):
    updated_at: datetime


class PreconditionRequired(APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


class PreconditionFailed(APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "precondition_failed"


def etag(row: Versioned) -> dict[str, str]:
    """Give the header that names this version of a row."""
    return {"ETag": f'"{row.updated_at.timestamp():.6f}"'}


def check(request: Request, row: Versioned) -> None:
    """Refuse an edit that names no version (428) or not the one that stands (412)."""
    wanted = request.headers.get("If-Match")
    if wanted is None:
        raise PreconditionRequired(_("Send If-Match with the ETag that you read."))
    if wanted != etag(row)["ETag"]:
        raise PreconditionFailed(_("Somebody changed this in the meantime: read it again."))


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a verb refuses into what HTTP says."""
    try:
        yield
    except Outdated as error:
        raise PreconditionFailed(_("Somebody changed this in the meantime: read it again.")) from error
    except ModelValidationError as error:
        raise ValidationError(_by_field(error)) from error


def _by_field(error: ModelValidationError) -> dict[str, list[str]]:
    """Give the texts by field, as the serializers do."""
    texts = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return {api_settings.NON_FIELD_ERRORS_KEY if n == NON_FIELD_ERRORS else n: t for n, t in texts.items()}
