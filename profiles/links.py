"""One-time links: making one, finding it by its secret, using it up and taking it back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from profiles.models import Invitation
from profiles.secrecy import digest_of_code, new_code

if TYPE_CHECKING:
    from profiles.models import User


class LinkGone(Exception):
    """A one-time link that was used, taken back or is too old; or that never was."""


def make_link(*, by: "User | None", **what: Any) -> tuple[Invitation, str]:
    """Write an invitation and give the code that opens it, which is kept nowhere else."""
    code = new_code()
    now = timezone.now()
    made = Invitation.objects.create(
        digest=digest_of_code(code), invited_by=by, created_at=now, expires_at=_end(now), **what
    )
    return made, code


def find_link(code: str) -> Invitation | None:
    """Give the invitation that a code opens today, however the code is typed."""
    related = ("school", "company", "student")
    return Invitation.objects.open().select_related(*related).filter(digest=digest_of_code(code)).first()


def use_up(link: Invitation, *, by: "User") -> None:
    """Use a link up; whoever comes second, even at the same moment, gets `LinkGone`."""
    used = Invitation.objects.open().filter(pk=link.pk).update(used_at=timezone.now(), used_by=by)
    if not used:
        raise LinkGone


def take_back(**which: Any) -> int:
    """Take back the open links of that kind; give how many."""
    return Invitation.objects.open().filter(**which).update(revoked_at=timezone.now())


def _end(now: datetime) -> datetime:
    return now + min(settings.LINKS_LIVE, Invitation.LONGEST)
