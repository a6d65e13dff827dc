"""Recording who signed an agreement, and when: a record, and no electronic signature."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from placements.completing import latest_agreement, lock
from placements.drawing_up import refuse_what_is_in_the_way
from placements.models import Agreement, Placement, Signature
from placements.parts import Part, part_of

if TYPE_CHECKING:
    from profiles.models import User

Party, Status = Agreement.Party, Placement.Status
OWN_PARTY = {
    Part.STUDENT: Party.STUDENT,
    Part.GUARDIAN: Party.GUARDIAN,
    Part.SCHOOL: Party.SCHOOL,
    Part.COMPANY: Party.COMPANY,
}


class NoAgreement(Exception):
    """There is no agreement to sign yet."""


class AlreadySigned(Exception):
    """This party signed this agreement already, or is none of it."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What somebody signed elsewhere: under which name, and when."""

    name: str
    signed_on: date


@transaction.atomic
def sign(placement: Placement, *, party: str, by: "User", on_paper: OnPaper | None = None) -> Signature:
    """Sign the last agreement of a placement as one's own party, or record as the school what lies on paper.

    Once all have signed the agreement itself, the placement is signed. Raises `PermissionDenied`,
    `PlacementOver`, `NoAgreement`, `AlreadySigned`, `InTheWay`, and ValidationError for a day that cannot be.
    """
    _refuse_others(by, placement, party, on_paper)
    lock(placement)
    agreement = latest_agreement(placement)
    if agreement is None:
        raise NoAgreement
    refuse_what_is_in_the_way(placement)
    signature = _record(agreement, party, by, on_paper)
    if is_signed(agreement) and placement.status == Status.AGREED:
        placement.status = Status.SIGNED
    placement.save(update_fields=["status", "updated_at"])
    return signature


def is_signed(agreement: Agreement | None) -> bool:
    """Tell whether everybody signed who must."""
    return agreement is not None and not awaited(agreement)


def awaited(agreement: Agreement) -> list[tuple[str, int]]:
    """List who must sign yet, as (party, which of them)."""
    done = set(agreement.signatures.values_list("party", "slot"))
    return [signer for signer in agreement.signers() if signer not in done]


def may_sign(user: "User", placement: Placement, party: str) -> bool:
    """Tell whether somebody signs for this party."""
    return OWN_PARTY.get(part_of(user, placement)) == party


def may_record(user: "User", placement: Placement) -> bool:
    """Tell whether somebody may record what others signed on paper."""
    return part_of(user, placement) in (Part.SCHOOL, Part.ADMIN)


def _refuse_others(by: "User", placement: Placement, party: str, on_paper: OnPaper | None) -> None:
    allowed = may_record(by, placement) if on_paper else may_sign(by, placement, party)
    if not allowed:
        raise PermissionDenied


def _record(agreement: Agreement, party: str, by: "User", on_paper: OnPaper | None) -> Signature:
    today = timezone.localdate()
    told = on_paper or OnPaper(_own_name(agreement, party, by), today)
    if not timezone.localdate(agreement.made_at) <= told.signed_on <= today:
        raise ValidationError({"signed_on": _("Give a day from when the agreement was made until today.")})
    try:
        with transaction.atomic():
            return Signature.objects.create(
                agreement=agreement,
                student=agreement.student,
                party=party,
                slot=_slot(agreement, party, told.name, None if on_paper else by),
                name=told.name,
                signed_on=told.signed_on,
                outside=on_paper is not None,
                recorded_by=by,
            )
    except IntegrityError as error:
        raise AlreadySigned from error


def _own_name(agreement: Agreement, party: str, by: "User") -> str:
    return str(agreement.student) if party == Party.STUDENT else by.name


def _slot(agreement: Agreement, party: str, name: str, own: "User | None") -> int:
    """Give the place in which this party signs; the same person does not sign for two guardians."""
    free = [slot for each, slot in awaited(agreement) if each == party]
    same = agreement.signatures.filter(party=party, name__iexact=name)
    if own is not None:
        same |= agreement.signatures.filter(party=party, recorded_by=own, outside=False)
    if not free or same.exists():
        raise AlreadySigned
    return free[0]
