"""One placement as its readers see it: with whom, how it stands, what is next, and what one may do now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.agreement_texts import signer_name
from placements.completing import latest_agreement
from placements.evaluating import SIDES, is_open
from placements.findings import Finding
from placements.models import Agreement, Placement, Signature
from placements.parts import BOTH, PARTIES, Part, part_of, sees_person
from placements.planning import found_in
from placements.signing import OWN_PARTY, awaited
from profiles.models import User

Status = Placement.Status
SIGNS = {Status.SIGNED: "hit", Status.STARTED: "hit", Status.AGREED: "new"}
WRITERS = BOTH | {Part.ADMIN}
STEPS: Sequence[tuple[str, Promise]] = (
    (Status.AGREED, gettext_lazy("Agreed")),
    ("filled", gettext_lazy("All filled in")),
    ("paper", gettext_lazy("Agreement made")),
    (Status.SIGNED, gettext_lazy("Signed by everybody")),
    (Status.STARTED, gettext_lazy("Started")),
    (Status.FINISHED, gettext_lazy("Finished")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A placement in a list; ``who`` is the other side."""

    placement: Placement
    who: str
    title: str
    status: str
    sign: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs, and when it happened; ``is_mine`` when the reader may sign for it now."""

    party: str
    name: str
    signature: Signature | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a placement stands, and what its reader may do about it."""

    part: Part
    findings: Sequence[Finding]
    steps: Sequence[tuple[str, bool]]
    agreement: Agreement | None
    signers: Sequence[Signer]
    may: frozenset[str]

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks]


def rows_for(placements: Iterable[Placement], user: User) -> list[Row]:
    """Put placements into words for somebody who takes part in them."""
    return [_row(each, user) for each in placements]


def standing_of(placement: Placement, user: User) -> Standing:
    """Look at one placement as somebody who takes part in it."""
    part = part_of(user, placement)
    agreement = latest_agreement(placement) if sees_person(user, placement) else None
    found = [] if placement.is_over else found_in(placement)
    is_blocked = any(finding.blocks for finding in found)
    signers = _signers(agreement, part, user, is_open=not (placement.is_over or is_blocked))
    is_signed = agreement is not None and all(each.signature for each in signers)
    return Standing(
        part=part,
        findings=found,
        steps=_steps(placement, agreement, is_blocked=is_blocked, is_signed=is_signed),
        agreement=agreement,
        signers=signers,
        may=_may(placement, part, agreement, is_blocked=is_blocked, is_signed=is_signed),
    )


def _row(placement: Placement, user: User) -> Row:
    part = part_of(user, placement)
    student = _student(placement, user)
    company = placement.company.name if placement.company else placement.company_name
    who = {Part.STUDENT: company, Part.COMPANY: student}.get(part, f"{student} – {company}")
    title = placement.vacancy.title if placement.vacancy else str(placement.get_kind_display()).capitalize()
    return Row(placement, who, title, placement.get_status_display(), SIGNS.get(placement.status, ""))


def _student(placement: Placement, user: User) -> str:
    if placement.student is None:
        return _("erased")
    return str(placement.student) if sees_person(user, placement) else _("a student")


def _signers(agreement: Agreement | None, part: Part, user: User, *, is_open: bool) -> list[Signer]:
    if agreement is None:
        return []
    done = {(each.party, each.slot): each for each in agreement.signatures.all()}
    free = awaited(agreement) if is_open else []
    own = OWN_PARTY.get(part)
    has_signed = any(each.recorded_by_id == user.pk and not each.outside for each in done.values())
    mine = next((signer for signer in free if signer[0] == own), None)
    return [
        Signer(
            party, signer_name(agreement, party, slot), done.get((party, slot)),
            is_mine=(party, slot) == mine and not has_signed,
        )
        for party, slot in agreement.signers()
    ]  # fmt: skip


def _steps(
    placement: Placement, agreement: Agreement | None, *, is_blocked: bool, is_signed: bool
) -> list[tuple[str, bool]]:
    """List the way from agreed to finished, and how far it has gone."""
    has_started = placement.started_on is not None
    done = {
        Status.AGREED: True,
        "filled": not is_blocked,
        "paper": agreement is not None,
        Status.SIGNED: is_signed,
        Status.STARTED: has_started,
        Status.FINISHED: placement.status == Status.FINISHED,
    }
    return [(str(label), done[step]) for step, label in STEPS]


def _may(
    placement: Placement, part: Part, agreement: Agreement | None, *, is_blocked: bool, is_signed: bool
) -> frozenset[str]:
    """Name what this reader may do now."""
    has_signature = agreement is not None and (agreement.number > 0 or bool(agreement.signatures.all()))
    writes, today = part in WRITERS, timezone.localdate()
    running = placement.status == Status.STARTED
    evaluated = {each.side for each in placement.evaluations.all()}
    offered = {
        "fill-in": writes and not placement.is_over,
        "amends": has_signature,
        "draw-up": writes and not placement.is_over and not is_blocked and not has_signature,
        "record": part in (Part.SCHOOL, Part.ADMIN) and agreement is not None and not is_signed
        and not is_blocked and not placement.is_over,
        "start": writes and placement.status == Status.SIGNED and is_signed and not is_blocked
        and placement.start <= today,
        "finish": writes and running and (placement.end or today) <= today,
        "cancel": part in PARTIES | {Part.ADMIN} and not running and not placement.is_over,
        "break-off": part in PARTIES | {Part.ADMIN} and running and (placement.end or date.max) > today,
        "evaluate": part in SIDES and is_open(placement) and SIDES[part] not in evaluated,
    }  # fmt: skip
    return frozenset(name for name, is_offered in offered.items() if is_offered)
