"""What a verb about cards and applications refuses, as an answer over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError

from placements.refusals import MALFORMED, TEXTS
from profiles.models import Student
from profiles.reading.values import BadValue


class Conflict(APIException):
    """``errors`` are the entries of the problem document, where there is more to say than one sentence."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"
    errors: list[dict[str, str]] = []


@contextmanager
def refusals() -> Iterator[None]:
    """Say 400 for what is wrong in itself, 409 for how things stand, 404 for a candidate who is not there."""
    try:
        yield
    except BadValue as error:
        raise ValidationError(error.detail, code=error.code) from error
    except MALFORMED as error:
        raise ValidationError(TEXTS[type(error)]) from error
    except tuple(TEXTS) as error:
        raise Conflict(TEXTS[type(error)]) from error
    except Student.DoesNotExist as error:
        raise Http404 from error
