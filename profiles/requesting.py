"""Asking to work for a company that takes part already, and answering that."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from profiles import links, mailing
from profiles.joining import admit
from profiles.models import Company, Membership, MembershipRequest, User
from profiles.sharing import withdraw_names_from
from profiles.verifying import administrators

Role = Membership.Role


@transaction.atomic
def ask_to_join(company: Company, *, by: User) -> Membership | MembershipRequest:
    """Ask to work for a company that takes part; mails its administrators when they are the ones to decide.

    Who works there already stays as is.
    """
    held = by.memberships.current().filter(company=company).first()
    if held:
        return held
    request, is_new = MembershipRequest.objects.get_or_create(user=by, company=company, answered_at=None)
    if is_new and company.verified_at:
        for admin in administrators(company):
            told = {"email": by.email, "link": mailing.link("company-team", company.uuid)}
            mailing.send(admin.email, "membership_request", admin.language, told)
    return request


@transaction.atomic
def answer(request: MembershipRequest, *, agrees: bool, by: User) -> None:
    """Answer a request to join a company, once, and mail the answer.

    The administrators of a verified company let somebody in as a member; the region office, elsewhere, as the
    administrator. Of a company that it refused or that was closed, whoever held it before is out then, it
    sees no names any more, and it waits to be verified anew. Raises `PermissionDenied` and `LinkGone`.
    """
    if not MembershipRequest.objects.answered_by(by).filter(pk=request.pk).exists():
        raise PermissionDenied
    given = {"answered_at": timezone.now(), "answered_by": by, "agreed": agrees}
    if not MembershipRequest.objects.open().filter(pk=request.pk).update(**given):
        raise links.LinkGone
    company, asker = request.company, request.user
    if agrees:
        decides = company.verified_at is not None and company.pk in by.administered_company_ids
        if company.refused_at or company.closed_at:
            _begin_anew(company)
        admit(asker, Role.COMPANY_MEMBER if decides else Role.COMPANY_ADMIN, company=company)
    told = {"company": company, "agreed": agrees, "link": mailing.link("start")}
    mailing.send(asker.email, "request_answered", asker.language, told)


def _begin_anew(company: Company) -> None:
    withdraw_names_from(company)
    now = timezone.now()
    Membership.objects.current().filter(company=company).update(ended_at=now)
    Company.objects.filter(pk=company.pk).update(refused_at=None, refused_because="", closed_at=None)
