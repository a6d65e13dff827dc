"""The access log: who asked for whose data, when and with which answer; ids only, written in batches."""

import atexit
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

from profiles.log_buffer import Buffer
from profiles.models import AccessRecord, Student
from profiles.policy import Noun, rule_of

if TYPE_CHECKING:
    from rest_framework.request import Request

    from profiles.models import Company, School, User

Via = AccessRecord.Via
REFUSED = 400
LONGEST_ACT = AccessRecord._meta.get_field("act").max_length

_log = logging.getLogger(__name__)

buffer = Buffer(settings.ACCESS_LOG_ROWS)
"""What waits to be written. A process that is killed (kill -9) loses at most this; one that ends, nothing."""

atexit.register(buffer.flush)


def about(
    request: "HttpRequest | Request",
    subjects: "Iterable[Student | UUID]",
    *,
    organisation: "School | Company | None" = None,
) -> None:
    """Name the students whose data this request reads or changes; call it before or after doing so.

    Whom the address names (`Noun.STUDENT` in the policy) is noted without it.
    ``organisation`` is the one for which somebody asks, where the person works for several.
    """
    request = getattr(request, "_request", request)
    ids = [each.uuid if isinstance(each, Student) else UUID(str(each)) for each in subjects]
    request.access_subjects = {**getattr(request, "access_subjects", {}), **dict.fromkeys(ids)}
    if organisation is not None:
        request.access_organisation = organisation.uuid


def acts_by_link(request: HttpRequest, user: "User") -> None:
    """Note this request as that of the person for whom the link in its address is, whoever is signed in."""
    request.access_link_of = user


def keep_access_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Note every request that names a student; never slows one down or breaks it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        try:
            note(request, response)
        except Exception:  # whatever is wrong with the log, the answer is not
            _log.exception("an access could not be noted")
        return response

    return middleware


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Put what a request did on the way to the table; written when the answer has gone, or by the thread."""
    rows = list(_rows(request, response))
    if not rows:
        return
    buffer.put(rows)
    if settings.ACCESS_LOG_SECONDS == 0:
        response._resource_closers.append(buffer.flush)
    elif settings.ACCESS_LOG_SECONDS:
        buffer.write_every(settings.ACCESS_LOG_SECONDS)


def _rows(request: HttpRequest, response: HttpResponse) -> Iterable[AccessRecord]:
    match, subjects = request.resolver_match, dict(getattr(request, "access_subjects", {}))
    asked = _asked(match, request.method) if match else None
    if asked and response.status_code < REFUSED:
        subjects[asked] = None
    if match is None or not (subjects or asked):
        return []
    user, via = _actor(request)
    record = partial(
        AccessRecord,
        at=timezone.now(),
        actor=user and user.uuid,
        via=via,
        act=f"{request.method} {match.view_name}"[:LONGEST_ACT],
        organisation=getattr(request, "access_organisation", None) or (user and _organisation(user)),
        status=response.status_code,
    )
    return [record(subject=subject) for subject in subjects] or [record(object=asked)]


def _actor(request: HttpRequest) -> "tuple[User | None, Via]":
    if by_link := getattr(request, "access_link_of", None):
        return by_link, Via.LINK
    if not request.user.is_authenticated:
        return None, Via.NOBODY
    return request.user, Via.TOKEN if getattr(request, "auth", None) else Via.SESSION


def _asked(match: ResolverMatch, method: str) -> UUID | None:
    """Give the id of the student for whom a route was asked, whether or not there is one."""
    rule = rule_of(match.view_name, method)
    names = [name for name, noun in rule.of.items() if noun is Noun.STUDENT] if rule else []
    return match.kwargs.get(names[0]) if names else None


def _organisation(user: "User") -> UUID | None:
    """Give the organisation for which somebody works; None when there is none, or more than one."""
    held = {each.school or each.company for each in user.current_memberships} - {None}
    return held.pop().uuid if len(held) == 1 else None
