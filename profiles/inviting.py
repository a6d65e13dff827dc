"""Inviting somebody to an organisation, by a one-time link to one address."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from profiles import links, mailing
from profiles.access import may_invite, may_revoke
from profiles.limiting import Limit, take
from profiles.models import Company, Invitation, School

if TYPE_CHECKING:
    from profiles.models import User

BY_SENDER = Limit("mails-by-sender", fails_closed=True)
TO_ADDRESS = Limit("mails-to-address", fails_closed=True)


@transaction.atomic
def invite(
    email: str, *, role: str, school: School | None = None, company: Company | None = None, by: "User"
) -> Invitation:
    """Invite an address to a role; mails the link, and takes back an earlier one to the same.

    The answer is the same whether somebody signs in with that address. Raises `PermissionDenied` and
    `TooOften`.
    """
    if not may_invite(by, role=role, school=school, company=company):
        raise PermissionDenied
    count_mail(email, by=by)
    return _send(email, by=by, role=role, school=school, company=company)


@transaction.atomic
def invite_as_operator(email: str, *, role: str) -> Invitation:
    """Invite an address to an office, as whoever runs the machine: so come the first people of all."""
    return _send(email, by=None, role=role, school=None, company=None)


def _send(email: str, *, by: "User | None", **whereto: Any) -> Invitation:
    links.take_back(email__iexact=email, **whereto)
    made, code = links.make_link(by=by, email=email, **whereto)
    told = {
        "link": mailing.link("invitation", code),
        "organisation": whereto["school"] or whereto["company"],
        "end": made.expires_at,
    }
    mailing.send(email, "invitation", translation.get_language(), told)
    return made


def count_mail(email: str, *, by: object) -> None:
    """Count a mail against what one may send, and what one address may get. Raises `TooOften`."""
    take(BY_SENDER, by)
    take(TO_ADDRESS, email.casefold())


def revoke(invitation: Invitation, *, by: "User") -> None:
    """Take an open invitation back; its link opens nothing any more. Raises `PermissionDenied`."""
    if not may_revoke(by, invitation):
        raise PermissionDenied
    links.take_back(pk=invitation.pk)
